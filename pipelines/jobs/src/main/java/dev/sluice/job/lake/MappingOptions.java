package dev.sluice.job.lake;

import dev.sluice.job.FailureMessage;
import dev.sluice.mapping.CastMode;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.ResolveChoice;
import dev.sluice.rule.RowCondition;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of a row: choices are resolved first, then come the mappings or the transforms. */
final class MappingOptions {

    private final LakeOptions options;
    private final List<String> mistakes;

    /** @param mistakes takes one sentence for each mistake */
    MappingOptions(LakeOptions options, List<String> mistakes) {
        this.options = options;
        this.mistakes = mistakes;
    }

    /**
     * The mapping; where there are mistakes, what is left without them, so that its own can be told together with these.
     *
     * @param catalog the columns that the table of the catalog has
     */
    Mapping read(List<Column> catalog) {
        String mappings = options.getMappings();
        String transforms = options.getTransforms();
        if (mappings != null && transforms != null) {
            mistakes.add(
                    "--mappings and --transforms: expected one of them, found both; a list of transforms may begin with"
                            + " an ApplyMapping");
        }
        return choices(catalog)
                .then(file("mappings", mappings, Mapping::parse))
                .then(file("transforms", transforms, (t, f) -> Mapping.parseTransforms(t, f, RowCondition::parse)))
                .withCastMode(castMode());
    }

    private CastMode castMode() {
        Optional<CastMode> mode = CastMode.of(options.getCastMode());
        if (mode.isEmpty()) {
            mistakes.add("--castMode: expected strict or lenient, found '" + options.getCastMode() + "'");
        }
        return mode.orElse(CastMode.STRICT);
    }

    private Mapping choices(List<Column> catalog) {
        String given = options.getResolveChoice();
        if (given == null) {
            return Mapping.identity();
        }
        try {
            return Mapping.identity().then(ResolveChoice.parse(given).matching(catalog), "--resolveChoice");
        } catch (InvalidMappingException e) {
            e.mistakes().forEach(m -> mistakes.add("--resolveChoice: " + m));
            return Mapping.identity();
        }
    }

    private interface Parser {
        Mapping parse(String text, String where) throws InvalidMappingException;
    }

    private Mapping file(String option, @Nullable String file, Parser parser) {
        if (file == null) {
            return Mapping.identity();
        }
        try {
            return parser.parse(Files.readString(Path.of(file)), file);
        } catch (IOException e) {
            mistakes.add("--" + option + ": the file " + file + " cannot be read: " + FailureMessage.of(e));
        } catch (InvalidMappingException e) {
            mistakes.addAll(e.mistakes());
            if (e.rest() != null) {
                return e.rest();
            }
        }
        return Mapping.identity();
    }
}

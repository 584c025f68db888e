package dev.sluice.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which format records are in, where nobody has said so. */
public final class FormatGuess {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private FormatGuess() {}

    /**
     * The format that more than half of the payloads are in: JSON where they are objects or arrays of them, else CSV, where
     * lines have two fields or more by one of Glue's delimiters. Empty where it is neither.
     */
    public static Optional<RecordFormat> of(List<byte[]> payloads) {
        long json = payloads.stream().filter(FormatGuess::isJson).count();
        if (json * 2 > payloads.size()) {
            return Optional.of(JsonFormat.defaults());
        }
        return delimiter(payloads).map(d -> CsvFormat.defaults().withDelimiter(d));
    }

    /** Which of Glue's delimiters stands between the fields of more than half of the payloads, as often in each. */
    public static Optional<Character> delimiter(List<byte[]> payloads) {
        Character best = null;
        long most = payloads.size() / 2;
        int widest = 0;
        for (char delimiter : DELIMITERS) {
            Map<Integer, Integer> widths = widths(payloads, CsvFormat.defaults().withDelimiter(delimiter));
            for (Map.Entry<Integer, Integer> width : widths.entrySet()) {
                boolean better = width.getValue() > most
                        || (best != null && width.getValue() == most && width.getKey() > widest);
                if (width.getKey() > 1 && better) {
                    best = delimiter;
                    most = width.getValue();
                    widest = width.getKey();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many payloads have how many fields in their first line. */
    private static Map<Integer, Integer> widths(List<byte[]> payloads, CsvFormat format) {
        Map<Integer, Integer> widths = new HashMap<>();
        for (byte[] payload : payloads) {
            try {
                List<CsvFields> lines = CsvFields.of(payload, format);
                if (!lines.isEmpty()) {
                    widths.merge(lines.get(0).count(), 1, Integer::sum);
                }
            } catch (MalformedRecordException e) {
                // Counts for no delimiter.
            }
        }
        return widths;
    }

    private static boolean isJson(byte[] payload) {
        try {
            return JsonEvidence.of(payload).rows() > 0;
        } catch (MalformedRecordException e) {
            return false;
        }
    }
}

package dev.sluice.job.replay;

import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.replay.LetterSelection.Fate;
import dev.sluice.lake.DeadLetterLines;
import dev.sluice.lake.LetterLedger;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which letters a replay takes, found by reading all of them once.
 *
 * @param parts the files it reads, with the reasons
 * @param progress of the partitions it reads, what is not to be read: letters that are closed, and those that are left open,
 *     as if they were durable
 * @param tallies all letters there are, by table and reason
 */
record LetterPlan(List<LetterPart> parts, Progress progress, List<Tally> tallies) {

    /**
     * The letters of a table and a reason.
     *
     * @param closed how many were replayed before
     * @param open how many were not, by what becomes of them
     * @param example the message of the first one
     */
    record Tally(String table, String reason, long closed, Map<Fate, Long> open, String example) {

        long of(Fate fate) {
            return open.getOrDefault(fate, 0L);
        }

        long allOpen() {
            return open.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Reads the letters.
     *
     * @throws MistakesException where a file is not what was written, a reason or table is not there, or letters of several
     *     tables are, and it is not said which are meant
     */
    static LetterPlan of(LetterSelection selection, LetterLedger ledger) throws IOException, MistakesException {
        Reading reading = new Reading(selection, ledger);
        for (Path file : LetterFiles.in(selection.directory())) {
            reading.read(file);
        }
        return reading.plan();
    }

    /** How many letters are taken, or left for some reason. */
    long count(Fate fate) {
        return tallies.stream().mapToLong(tally -> tally.of(fate)).sum();
    }

    /** The letters of one reason in one file, as far as they have been read. */
    private static final class Group {
        final List<PartitionRange> leftOut = new ArrayList<>();
        long size;
        long taken;

        /** Leaves the letter out that comes next; it counts as no record of the run. */
        void leaveOut(String partition) {
            Position before = Position.offset(size - 1);
            PartitionRange one = new PartitionRange(partition, before, Position.offset(size), 0);
            int last = leftOut.size() - 1;
            if (last >= 0 && leftOut.get(last).last().equals(before)) {
                leftOut.set(last, leftOut.get(last).followedBy(one));
            } else {
                leftOut.add(one);
            }
        }
    }

    private static final class Counting {
        final Map<Fate, Long> open = new EnumMap<>(Fate.class);
        final String example;
        long closed;

        Counting(String example) {
            this.example = example;
        }
    }

    private static final class Reading {

        /** So many damaged letters are enough to see what is wrong with them. */
        private static final int MAX_MISTAKES = 20;

        private final LetterSelection selection;
        private final LetterLedger ledger;
        private final List<String> mistakes = new ArrayList<>();
        private final List<LetterPart> parts = new ArrayList<>();
        private final List<PartitionRange> known = new ArrayList<>();
        private final Map<String, Map<String, Counting>> tallies = new TreeMap<>();

        Reading(LetterSelection selection, LetterLedger ledger) {
            this.selection = selection;
            this.ledger = ledger;
        }

        void read(Path file) throws IOException {
            Map<String, Group> groups = new HashMap<>();
            try (DeadLetterLines lines = DeadLetterLines.of(file)) {
                for (DeadLetterLines.Line line = lines.next(); line != null; line = lines.next()) {
                    String reason = line.letter().reason();
                    take(line, file, groups.computeIfAbsent(reason, r -> new Group()));
                }
            } catch (IOException e) {
                mistakes.add("--deadLetters: " + FailureMessage.of(e));
                return;
            }
            long found = groups.values().stream().mapToLong(g -> g.size).sum();
            OptionalLong stated = ledger.letters(file);
            if (stated.isPresent() && stated.getAsLong() != found) {
                mistakes.add("--deadLetters: " + file + " has " + found + " letters, and was written with "
                        + stated.getAsLong() + ": a letter is known by its place, so leave every line where it was");
            }
            add(file, groups);
        }

        private void take(DeadLetterLines.Line line, Path file, Group group) {
            DeadLetter letter = line.letter();
            Counting counting = tallies.computeIfAbsent(letter.table(), t -> new TreeMap<>())
                    .computeIfAbsent(letter.reason(), r -> new Counting(letter.message()));
            String partition = LetterLedger.partition(file, letter.reason());
            if (ledger.replayed().covering(partition, Position.offset(group.size)) != null) {
                counting.closed++;
            } else {
                Fate fate = selection.of(line);
                counting.open.merge(fate, 1L, Long::sum);
                if (fate == Fate.TAKEN) {
                    group.taken++;
                } else {
                    group.leaveOut(partition);
                }
            }
            group.size++;
        }

        private void add(Path file, Map<String, Group> groups) {
            List<String> reasons = groups.entrySet().stream()
                    .filter(group -> group.getValue().taken > 0)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (reasons.isEmpty()) {
                return;
            }
            LetterPart part = new LetterPart(file.toString(), reasons);
            parts.add(part);
            groups.keySet().retainAll(reasons);
            groups.forEach((reason, group) -> {
                String partition = part.partition(reason);
                known.add(PartitionRange.startingAfter(partition, Position.offset(-1)));
                known.addAll(group.leftOut);
                known.addAll(ledger.replayed().ranges().getOrDefault(partition, List.of()));
            });
        }

        LetterPlan plan() throws MistakesException {
            checkAsked();
            if (!mistakes.isEmpty()) {
                throw new MistakesException(mistakes.subList(0, Math.min(mistakes.size(), MAX_MISTAKES)));
            }
            List<Tally> all = new ArrayList<>();
            tallies.forEach((table, reasons) -> reasons.forEach((reason, counting) ->
                    all.add(new Tally(table, reason, counting.closed, counting.open, counting.example))));
            all.sort(Comparator.comparing(Tally::table).thenComparing(Tally::reason));
            return new LetterPlan(parts, Progress.of(known), List.copyOf(all));
        }

        private void checkAsked() {
            Set<String> reasons = new TreeSet<>();
            tallies.values().forEach(byReason -> reasons.addAll(byReason.keySet()));
            check("reason", "no letter has the reason", selection.reasons(), reasons);
            check("lettersOf", "no letter is of the table", selection.tables(), tallies.keySet());
            Set<String> taken = new TreeSet<>();
            tallies.forEach((table, byReason) -> {
                if (byReason.values().stream().anyMatch(c -> c.open.containsKey(Fate.TAKEN))) {
                    taken.add(table);
                }
            });
            if (taken.size() > 1 && selection.tables().isEmpty() && selection.fingerprint() != null) {
                mistakes.add("--lettersOf is missing: there are letters of the tables " + String.join(", ", taken)
                        + ", expected which of them are to be replayed");
            }
        }

        private void check(String option, String none, Set<String> asked, Set<String> there) {
            for (String name : new TreeSet<>(asked)) {
                if (!there.contains(name)) {
                    mistakes.add("--" + option + ": " + none + " '" + name + "'; there "
                            + (there.isEmpty() ? "are no letters" : "is " + String.join(", ", there)));
                }
            }
        }
    }
}

package dev.sluice.lake;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many dead letters a run of a job may make before it is stopped: a number, or a share of the records.
 *
 * @param most the number, or the percentage
 * @param isShare whether it is a percentage
 */
public record DeadLetterLimit(BigDecimal most, boolean isShare) implements Serializable {

    /** A share of a few records says nothing, until there are no more of them. */
    private static final long ENOUGH_RECORDS = 1_000;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})|(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Reads {@code 100}, {@code 1%}, {@code 0.5%}; empty where it is neither. */
    public static Optional<DeadLetterLimit> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean share = matcher.group(1) == null;
        DeadLetterLimit limit = new DeadLetterLimit(new BigDecimal(matcher.group(share ? 2 : 1)), share);
        return share && limit.most.compareTo(HUNDRED) > 0 ? Optional.empty() : Optional.of(limit);
    }

    /**
     * Whether a run has made more than it may.
     *
     * @param letters dead letters so far
     * @param records records so far, these among them
     * @param atEnd whether there will be no more
     */
    boolean isExceededBy(long letters, long records, boolean atEnd) {
        if (!isShare) {
            return BigDecimal.valueOf(letters).compareTo(most) > 0;
        }
        return (atEnd || records >= ENOUGH_RECORDS)
                && BigDecimal.valueOf(letters).multiply(HUNDRED).compareTo(most.multiply(BigDecimal.valueOf(records)))
                        > 0;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return most.toPlainString() + (isShare ? "%" : "");
    }
}

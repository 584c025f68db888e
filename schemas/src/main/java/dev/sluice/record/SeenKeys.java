package dev.sluice.record;

/**
 * The keys that were seen, and when: a hash table in two arrays, 20 bytes a place, between 40 % and two thirds of the
 * places taken: 30 to 50 bytes a key. A key is forgotten when it was seen longer ago than it is to be remembered; its place is used again when
 * the table is full. Times are seconds since 1970. Not thread-safe.
 */
final class SeenKeys {

    private static final int SMALLEST = 1_024;
    private static final int LARGEST = 400_000_000;

    private final long within;
    /** Two for each place. */
    private long[] keys = new long[2 * SMALLEST];
    /** When the key was seen; 0: the place is free. */
    private int[] seconds = new int[SMALLEST];

    private int taken;

    /** @param within how many seconds a key is remembered */
    SeenKeys(long within) {
        this.within = within;
    }

    /**
     * Remembers a key that is seen now.
     *
     * @return whether it was not remembered before
     */
    boolean add(long high, long low, int now) {
        int place = place(high, low);
        if (seconds[place] != 0) {
            if (!isForgotten(seconds[place], now)) {
                return false;
            }
        } else {
            keys[2 * place] = high;
            keys[2 * place + 1] = low;
            taken++;
        }
        seconds[place] = now;
        makeRoom(now);
        return true;
    }

    /** Remembers a key that was seen at {@code then}, unless it was seen later. */
    void restore(long high, long low, int then, int now) {
        if (isForgotten(then, now)) {
            return;
        }
        int place = place(high, low);
        if (seconds[place] == 0) {
            keys[2 * place] = high;
            keys[2 * place + 1] = low;
            taken++;
        }
        seconds[place] = Math.max(seconds[place], then);
        makeRoom(now);
    }

    private boolean isForgotten(int then, int now) {
        return (long) now - then > within;
    }

    /** Where the key is, or the free place where it belongs. */
    private int place(long high, long low) {
        int place = (int) Math.multiplyHigh(high >>> 1, 2L * seconds.length);
        while (seconds[place] != 0 && (keys[2 * place] != high || keys[2 * place + 1] != low)) {
            place = place + 1 == seconds.length ? 0 : place + 1;
        }
        return place;
    }

    private void makeRoom(int now) {
        if (taken <= seconds.length / 3 * 2) {
            return;
        }
        int[] oldSeconds = seconds;
        long[] oldKeys = keys;
        int live = 0;
        for (int second : oldSeconds) {
            live += second != 0 && !isForgotten(second, now) ? 1 : 0;
        }
        if (live > LARGEST) {
            throw new IllegalStateException("more than " + LARGEST + " keys are remembered within " + within + " s");
        }
        int places = Math.max(SMALLEST, live / 2 * 5);
        seconds = new int[places];
        keys = new long[2 * places];
        taken = live;
        for (int i = 0; i < oldSeconds.length; i++) {
            if (oldSeconds[i] != 0 && !isForgotten(oldSeconds[i], now)) {
                int place = place(oldKeys[2 * i], oldKeys[2 * i + 1]);
                keys[2 * place] = oldKeys[2 * i];
                keys[2 * place + 1] = oldKeys[2 * i + 1];
                seconds[place] = oldSeconds[i];
            }
        }
    }

    /** How many keys are held, those included that are forgotten but whose place was not needed yet. */
    int size() {
        return taken;
    }

    /** Bytes of heap. */
    long sizeInBytes() {
        return 8L * keys.length + 4L * seconds.length;
    }
}

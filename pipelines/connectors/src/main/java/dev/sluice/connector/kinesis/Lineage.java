package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shards of a stream at one moment, and which come before which. A shard that was split or merged is closed, and its
 * keys go on in its children; these are read when their parents have been, so that the records of a key stay in order.
 *
 * <p>A child is read where its parent is ({@link Shard#parent}, of two that were merged the one that the service names
 * first). So each shard is read by one reader, though readers know nothing of each other and look at the stream at
 * different times.
 */
final class Lineage {

    private final Map<String, Shard> shards = new LinkedHashMap<>();

    Lineage(Collection<Shard> listed) {
        listed.forEach(shard -> shards.put(shard.id(), shard));
    }

    Collection<Shard> shards() {
        return shards.values();
    }

    Optional<Shard> shard(String id) {
        return Optional.ofNullable(shards.get(id));
    }

    /**
     * Deals the shards out to readers: shards that stand before or behind each other to the same, and of the others those
     * whose keys lie side by side, because it is these that are merged. Shards in {@code wholly read} stand between nothing
     * any more.
     *
     * @param parts the most there may be
     * @return at least one part
     */
    List<List<String>> deal(int parts, Collection<String> whollyRead) {
        List<List<Shard>> families = families(whollyRead);
        int count = Math.max(1, Math.min(parts, families.size()));
        List<List<String>> dealt = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dealt.add(new ArrayList<>());
        }
        int all = families.stream().mapToInt(List::size).sum();
        int before = 0;
        int part = 0;
        for (int f = 0; f < families.size(); f++) {
            boolean isFull = (long) before * count >= (long) all * (part + 1);
            boolean othersWouldGetNone = families.size() - f <= count - part - 1;
            if (part < count - 1 && !dealt.get(part).isEmpty() && (isFull || othersWouldGetNone)) {
                part++;
            }
            List<String> mine = dealt.get(part);
            families.get(f).forEach(shard -> mine.add(shard.id()));
            before += families.get(f).size();
        }
        dealt.get(0).addAll(whollyRead);
        return dealt;
    }

    /** Shards that stand before or behind each other, in the order of their keys. */
    private List<List<Shard>> families(Collection<String> whollyRead) {
        Map<String, String> towardsRoot = new HashMap<>();
        shards.keySet().stream().filter(id -> !whollyRead.contains(id)).forEach(id -> towardsRoot.put(id, id));
        for (String id : towardsRoot.keySet()) {
            shard(id).stream()
                    .flatMap(Shard::parents)
                    .filter(towardsRoot::containsKey)
                    .forEach(parent -> towardsRoot.put(root(towardsRoot, id), root(towardsRoot, parent)));
        }
        Map<String, List<Shard>> families = new LinkedHashMap<>();
        for (Shard shard : shards.values()) {
            if (towardsRoot.containsKey(shard.id())) {
                families.computeIfAbsent(root(towardsRoot, shard.id()), root -> new ArrayList<>())
                        .add(shard);
            }
        }
        return families.values().stream()
                .sorted(Comparator.comparing(Lineage::firstHashKey)
                        .thenComparing(family -> family.get(0).id()))
                .toList();
    }

    private static BigInteger firstHashKey(List<Shard> family) {
        return family.stream().map(Shard::firstHashKey).reduce(BigInteger::min).orElse(BigInteger.ZERO);
    }

    private static String root(Map<String, String> towardsRoot, String id) {
        String root = id;
        for (String up = towardsRoot.get(root); up != null && !up.equals(root); up = towardsRoot.get(root)) {
            root = up;
        }
        return root;
    }

    /**
     * Whether a reader reads this shard.
     *
     * @param held the shards that it was dealt, and those it has found since
     */
    private boolean isRead(String id, Map<String, Position> held) {
        if (held.containsKey(id)) {
            return true;
        }
        Shard shard = shards.get(id);
        return shard != null && shard.parent() != null && isRead(shard.parent(), held);
    }

    /**
     * The shards that a reader can begin with: those that are its own and not at their end, and whose parents, where these
     * are its own, are.
     *
     * @param held how far it is in the shards that it was dealt, and in those it has found since
     */
    List<Shard> ready(Map<String, Position> held) {
        return shards.values().stream()
                .filter(shard -> isRead(shard.id(), held) && !isAtEnd(shard.id(), held))
                .filter(shard -> shard.parents().allMatch(p -> !isRead(p, held) || isAtEnd(p, held)))
                .toList();
    }

    private static boolean isAtEnd(String id, Map<String, Position> held) {
        return ShardPosition.END.equals(held.get(id));
    }

    /** Whether a reader may forget a shard that is gone: it has been read wholly, and its children have been found. */
    boolean isOver(String id, Map<String, Position> held) {
        return isAtEnd(id, held)
                && !shards.containsKey(id)
                && shards.values().stream().allMatch(s -> !id.equals(s.parent()) || held.containsKey(s.id()));
    }
}

package io.queuectl.cli.frame;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one probably meant. */
public final class Suggestion {

    /** Of fewer letters nearly everything is near. */
    private static final int SHORTEST = 3;

    private Suggestion() {}

    /**
     * The nearest of the candidates, if one is near: at most a third of the letters wrong, swapped, missing or too many. Else the
     * only one that begins so.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        String typed = word.toLowerCase(Locale.ROOT);
        if (typed.length() < SHORTEST) {
            return Optional.empty();
        }
        int allowed = Math.max(1, typed.length() / 3);
        String best = null;
        int least = allowed + 1;
        for (String candidate : candidates) {
            int distance = distance(typed, candidate.toLowerCase(Locale.ROOT), least);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best == null ? begun(typed, candidates) : Optional.of(best);
    }

    private static Optional<String> begun(String typed, Collection<String> candidates) {
        List<String> begun = candidates.stream()
                .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(typed))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
    }

    /** {@code did you mean X?}, or the other text if no candidate is near. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        Optional<String> meant = of(word, candidates);
        return meant.isPresent() ? "did you mean " + meant.get() + "?" : otherwise;
    }

    /** Edits between the two, a swap of neighbours counting one (optimal string alignment); at least {@code limit} if they are that far apart. */
    private static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) >= limit) {
            return limit;
        }
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= right.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                int edit = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(edit, cost[i - 2][j - 2] + 1) : edit;
            }
        }
        return cost[left.length()][right.length()];
    }
}

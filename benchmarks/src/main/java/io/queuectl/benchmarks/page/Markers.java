package io.queuectl.benchmarks.page;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of a Markdown page that are drawn: whatever stands between {@code <!-- table NAME -->} and {@code <!-- end -->} is replaced.
 */
public final class Markers {

    private static final Pattern PLACE =
            Pattern.compile("(<!-- table ([^>]*?) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private Markers() {}

    /** @param table answers what belongs between the markers of that name */
    public static String fill(String page, Function<String, String> table) {
        return PLACE.matcher(page).replaceAll(place -> Matcher.quoteReplacement(filled(place, table)));
    }

    private static String filled(MatchResult place, Function<String, String> table) {
        return place.group(1) + "\n" + table.apply(place.group(2)) + "\n\n" + place.group(3);
    }
}

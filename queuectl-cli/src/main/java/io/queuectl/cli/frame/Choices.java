package io.queuectl.cli.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words out of a fixed list, typed in either case. */
public final class Choices {

    private Choices() {}

    /** The constant whose name was typed. */
    public static <E extends Enum<E>> E parse(String what, String text, Class<E> type) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            known.add(name);
        }
        throw unknown(what, text, known);
    }

    /** The refusal of a word that is none of these. */
    public static Refusal unknown(String what, String text, List<String> known) {
        String all = "one of: " + String.join(", ", known);
        return Refusal.usage("unknown " + what + " " + Printable.quoted(text), Suggestion.hint(text, known, all));
    }
}

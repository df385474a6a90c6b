package io.queuectl.cli.input;

import io.queuectl.cli.frame.Choices;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import java.util.List;
import java.util.Locale;

/** What the values of a setting look like. */
sealed interface SettingShape {

    /** The value as it is kept. Throws {@link Refusal} if it is none. */
    String read(String what, String text);

    /** In a few words, for people. */
    String about();

    /** A whole number. */
    record Whole(long least, long most) implements SettingShape {
        @Override
        public String read(String what, String text) {
            return Long.toString(Numbers.whole(what, text, least, most));
        }

        @Override
        public String about() {
            return least + " to " + most;
        }
    }

    /** A number with or without a fraction. */
    record Decimal(long least, long most) implements SettingShape {
        @Override
        public String read(String what, String text) {
            Numbers.decimal(what, text, least, most);
            return text.strip();
        }

        @Override
        public String about() {
            return least + " to " + most + ", fractions allowed";
        }
    }

    /** One of these words. */
    record Choice(List<String> words) implements SettingShape {
        @Override
        public String read(String what, String text) {
            String typed = text.strip().toLowerCase(Locale.ROOT);
            if (!words.contains(typed)) {
                throw Choices.unknown("value of " + what, text, words);
            }
            return typed;
        }

        @Override
        public String about() {
            return String.join(" or ", words);
        }
    }

    /** A program and its arguments, parted by blanks. */
    record Words() implements SettingShape {
        @Override
        public String read(String what, String text) {
            String typed = text.strip();
            if (typed.isEmpty()
                    || typed.length() > 200
                    || !Printable.line(typed).equals(typed)) {
                throw Refusal.usage(
                        what + " " + Printable.quoted(text) + " is not a program with its arguments",
                        "for instance: queuectl config set " + what + " \"bash -c\"");
            }
            return typed;
        }

        @Override
        public String about() {
            return "a program with its arguments";
        }
    }
}

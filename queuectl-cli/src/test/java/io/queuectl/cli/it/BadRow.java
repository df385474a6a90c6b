package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * Something that people do wrong, and what it ends in: an entry of the table of bad inputs, which numbers its rows from 1 to
 * {@value #ROWS}. A row has as many entries as there are ways to do it.
 */
final class BadRow {

    static final int ROWS = 62;

    /** What is done, down to the command that ends as the row says. */
    @FunctionalInterface
    interface Deed {
        Finished at(BadPlace place) throws Exception;
    }

    /** What goes before, or a play whose end is looked at within. */
    @FunctionalInterface
    interface Step {
        void at(BadPlace place) throws Exception;
    }

    private final int number;
    private final int code;
    private final String what;
    private final Deed deed;
    private List<TestedStore> stores = List.of(TestedStore.SQLITE);
    private List<String> error = List.of("");
    private String hint = "";
    private Step before = place -> {};
    private boolean seeded = true;

    private BadRow(int number, int code, String what, Deed deed) {
        this.number = number;
        this.code = code;
        this.what = what;
        this.deed = deed;
    }

    /** A command line that is refused with that exit code. */
    static BadRow refused(int number, int code, String... words) {
        return new BadRow(number, code, "queuectl " + String.join(" ", words), place -> place.run(words));
    }

    /** Something that ends in a command that is refused with that exit code. */
    static BadRow refused(int number, int code, String what, Deed deed) {
        return new BadRow(number, code, what, deed);
    }

    /** Something that is put up with, as it says itself. */
    static BadRow played(int number, String what, Step play) {
        return new BadRow(number, 0, what, place -> {
            play.at(place);
            return new Finished(what, 0, "", "");
        });
    }

    /** On these in place of SQLite alone. */
    BadRow on(TestedStore... others) {
        stores = List.of(others);
        return this;
    }

    BadRow onEveryStore() {
        return on(TestedStore.values());
    }

    /** The error names all of these. */
    BadRow names(String... parts) {
        error = List.of(parts);
        return this;
    }

    /** The hint says that. */
    BadRow hints(String part) {
        hint = part;
        return this;
    }

    /** In a directory of its own, empty but for what that makes. */
    BadRow given(Step preparation) {
        before = preparation;
        seeded = false;
        return this;
    }

    int number() {
        return number;
    }

    List<TestedStore> stores() {
        return stores;
    }

    /** Whether it can be done where others of the table are done. */
    boolean isSeeded() {
        return seeded;
    }

    /** Does it, and looks at everything that can be wrong with how it ends. */
    void playAt(BadPlace place) throws Exception {
        before.at(place);
        Object untouched = code == 0 ? "" : place.watched();

        Finished finished = deed.at(place);

        if (code == 0) {
            finished.exits(0);
        } else if (code > 128) {
            finished.exits(code);
            assertThat(finished.err()).as("talk of %s", what).doesNotContain("\tat ", "Exception in");
        } else {
            judge(finished);
        }
        if (code != 0) {
            assertThat(place.watched()).as("what is there after %s", what).isEqualTo(untouched);
        }
    }

    private void judge(Finished finished) {
        finished.refuses(code, error.toArray(new String[0]));
        List<String> hints =
                finished.err().lines().filter(line -> line.startsWith("hint: ")).toList();
        assertThat(hints).as("hints of %s%n%s", what, finished.err()).hasSize(1);
        assertThat(hints.get(0)).contains(hint);
        assertThat(finished.err().chars())
                .as("control characters in %s", finished.err())
                .noneMatch(one -> (one < ' ' && one != '\n') || (one >= 0x7f && one < 0xa0));
    }

    @Override
    public String toString() {
        String line = what.replace('\n', ' ');
        return number + ": " + (line.length() > 100 ? line.substring(0, 100) + "…" : line);
    }
}

package io.queuectl.cli.frame;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in UTF-8 on its way to a terminal or a log, without what would steer one: of control characters line ends and tabs stay, all others, C1 among them, and marks of
 * writing direction become question marks. Not thread-safe; a {@link PrintStream} around it is.
 */
public final class LoggedText extends FilterOutputStream {

    /** Bytes of a letter that is not complete yet. */
    private final byte[] letter = new byte[4];

    private int held;
    private int wanted;

    private LoggedText(OutputStream target) {
        super(target);
    }

    public static PrintStream to(OutputStream target) {
        return new PrintStream(new LoggedText(target), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int one) throws IOException {
        int octet = one & 0xff;
        if (wanted > 0 && (octet & 0xc0) == 0x80) {
            letter[held++] = (byte) octet;
            if (held == wanted) {
                complete();
            }
            return;
        }
        broken();
        if (octet < 0x80) {
            boolean stays = octet == '\n' || octet == '\t' || octet == '\r' || !Printable.steers(octet);
            out.write(stays ? octet : '?');
        } else if (octet >= 0xc2 && octet <= 0xf4) {
            letter[0] = (byte) octet;
            held = 1;
            wanted = octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
        } else {
            out.write('?');
        }
    }

    private void complete() throws IOException {
        String whole = new String(letter, 0, held, StandardCharsets.UTF_8);
        if (whole.codePoints().anyMatch(Printable::steers)) {
            out.write('?');
        } else {
            out.write(letter, 0, held);
        }
        held = 0;
        wanted = 0;
    }

    /** A letter that was begun and never ended. */
    private void broken() throws IOException {
        if (held > 0) {
            out.write('?');
            held = 0;
            wanted = 0;
        }
    }
}

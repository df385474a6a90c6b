package io.queuectl.api.schedule;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An expression made up by chance, together with what it means: nothing of it is read by the code under test. */
record RandomCron(Field minute, Field hour, Field dayOfMonth, Field month, Field dayOfWeek) {

    /**
     * @param text as it is written
     * @param numbers that it names; Sunday is 0
     */
    record Field(String text, Set<Integer> numbers) {

        boolean isOpen() {
            return text.startsWith("*");
        }
    }

    static RandomCron of(SplittableRandom random) {
        return new RandomCron(
                field(random, 0, 59, 0.1),
                field(random, 0, 23, 0.4),
                field(random, 1, 31, 0.6),
                field(random, 1, 12, 0.7),
                field(random, 0, 6, 0.6));
    }

    /** One that fires on every day. */
    static RandomCron daily(SplittableRandom random) {
        Field any = new Field("*", numbers(0, 31, 1));
        return new RandomCron(field(random, 0, 59, 0.1), field(random, 0, 23, 0.4), any, any, any);
    }

    private static Field field(SplittableRandom random, int least, int most, double open) {
        if (random.nextDouble() < open) {
            return new Field("*", numbers(least, most, 1));
        }
        return switch (random.nextInt(4)) {
            case 0 -> step(random, least, most);
            case 1 -> range(random, least, most);
            case 2 -> list(random, least, most);
            default -> {
                int only = random.nextInt(least, most + 1);
                yield new Field(String.valueOf(only), Set.of(only));
            }
        };
    }

    private static Field step(SplittableRandom random, int least, int most) {
        int step = random.nextInt(2, Math.max(3, (most - least) / 2));
        return new Field("*/" + step, numbers(least, most, step));
    }

    private static Field range(SplittableRandom random, int least, int most) {
        int from = random.nextInt(least, most);
        int to = random.nextInt(from, most + 1);
        int step = random.nextInt(1, 4);
        return new Field(from + "-" + to + (step == 1 ? "" : "/" + step), numbers(from, to, step));
    }

    private static Field list(SplittableRandom random, int least, int most) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(random.nextInt(least, most + 1));
        }
        return new Field(
                members.stream().map(String::valueOf).collect(Collectors.joining(",")), new TreeSet<>(members));
    }

    private static Set<Integer> numbers(int from, int to, int step) {
        return IntStream.rangeClosed(from, to)
                .filter(n -> (n - from) % step == 0)
                .boxed()
                .collect(Collectors.toSet());
    }

    String text() {
        return String.join(" ", minute.text, hour.text, dayOfMonth.text, month.text, dayOfWeek.text);
    }

    int timesADay() {
        return minute.numbers.size() * hour.numbers.size();
    }

    boolean names(LocalDateTime local) {
        boolean either = !dayOfMonth.isOpen() && !dayOfWeek.isOpen();
        boolean ofMonth = dayOfMonth.numbers.contains(local.getDayOfMonth());
        boolean ofWeek = dayOfWeek.numbers.contains(local.getDayOfWeek().getValue() % 7);
        return minute.numbers.contains(local.getMinute())
                && hour.numbers.contains(local.getHour())
                && month.numbers.contains(local.getMonthValue())
                && (either ? ofMonth || ofWeek : ofMonth && ofWeek);
    }
}

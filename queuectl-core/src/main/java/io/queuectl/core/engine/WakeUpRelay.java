package io.queuectl.core.engine;

import io.queuectl.core.spi.Ticker;
import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the news that other processes brought something on to those who can look: to the claim desk at once, and to the node keeper,
 * whom somebody may have asked to stop or cancel, at most four times a second. Confined to its loop, but for opening and closing.
 */
final class WakeUpRelay implements Loop.Round {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUpRelay.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long KEEPER_NANOS = Duration.ofMillis(250).toNanos();

    private final ClaimDesk desk;
    private final Ticker ticker;
    private final Runnable wakeKeeper;

    /** Written before the loop starts. */
    private @Nullable WakeUps wakeUps;

    private boolean owedToKeeper;
    private long keeperWokenNanos;

    WakeUpRelay(ClaimDesk desk, Ticker ticker, Runnable wakeKeeper) {
        this.desk = desk;
        this.ticker = ticker;
        this.wakeKeeper = wakeKeeper;
    }

    void open(WakeUps news) {
        wakeUps = news;
    }

    @Override
    public Duration run() throws InterruptedException {
        WakeUps news = wakeUps;
        if (news != null && news.await(patience())) {
            desk.hintAll();
            owedToKeeper = true;
        }
        if (owedToKeeper && untilKeeper() <= 0) {
            owedToKeeper = false;
            keeperWokenNanos = ticker.nanos();
            wakeKeeper.run();
        }
        return Duration.ZERO;
    }

    void close() {
        WakeUps news = wakeUps;
        if (news != null) {
            try {
                news.close();
            } catch (RuntimeException broken) {
                LOG.warn("event=wakeups_not_closed", broken);
            }
        }
    }

    private Duration patience() {
        return owedToKeeper ? Duration.ofNanos(Math.max(1, untilKeeper())) : LONGEST;
    }

    private long untilKeeper() {
        return KEEPER_NANOS - (ticker.nanos() - keeperWokenNanos);
    }
}

package io.queuectl.core.spi;

/**
 * What a node says with a claim of a queue that bounds how many of its jobs run at a time. A place is room for one that runs; a node that has some starts no more than
 * that at a time, and so may claim ahead. One that says nothing is taken to run whatever it claimed.
 *
 * @param held how many jobs of the queue it holds; zero or more
 * @param kept places that it goes on using whatever the answer is, of those it was given; zero or more
 * @param wanted how many it could use; at least one
 * @param ahead how many jobs it would take beyond its places; zero or more
 */
public record PlaceWish(int held, int kept, int wanted, int ahead) {

    public PlaceWish {
        if (held < 0 || kept < 0 || kept > held || wanted < 1 || ahead < 0) {
            throw new IllegalArgumentException("a wish for " + wanted + " places, of which " + kept + " are used by "
                    + held + " jobs, and " + ahead + " ahead");
        }
    }

    /** How many jobs to ask for, beside those that are held. */
    public int jobs() {
        return Math.max(0, wanted - kept) + ahead;
    }
}

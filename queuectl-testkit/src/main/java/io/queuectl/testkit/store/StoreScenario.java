package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.NodeDraft;
import io.queuectl.testkit.SettlementDraft;
import io.queuectl.testkit.SteppingClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store, a clock that stands still, and the verbs in which the contract speaks. What every part of the contract begins with. */
public abstract class StoreScenario {

    /** More jobs than any test of the contract inserts. */
    private static final int MANY = 10_000;

    final JobFixtures fixtures = new JobFixtures();
    final SteppingClock clock = new SteppingClock();
    StoreFixture fixture;
    JobStore store;

    private final List<JobStore> opened = new ArrayList<>();

    /** Data of its own for one test. */
    protected abstract StoreFixture fixture();

    @BeforeEach
    void openStore() {
        fixture = fixture();
        store = open();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(JobStore::close);
        fixture.close();
    }

    /** One more store on the same data, where the store under test can. */
    final JobStore another() {
        Assumptions.assumeTrue(fixture.keepsItsData(), "this store keeps no data that another could open");
        return open();
    }

    private JobStore open() {
        JobStore store = fixture.open();
        opened.add(store);
        return store;
    }

    final Instant now() {
        return clock.instant();
    }

    final Batch batch() {
        return Batch.of(now());
    }

    final JobDraft job() {
        return fixtures.job();
    }

    final JobDraft job(String id) {
        return fixtures.job().id(id);
    }

    final JobId insert(JobDraft draft) {
        Insertion answer = insertAll(draft).get(0);
        if (answer instanceof Insertion.Inserted inserted) {
            return inserted.id();
        }
        throw new AssertionError("inserting " + draft + " was answered " + answer);
    }

    final List<Insertion> insertAll(JobDraft... drafts) {
        return store.exchange(batch().insert(
                                Arrays.stream(drafts).map(JobDraft::build).toList()))
                .jobs();
    }

    final Claimant joined() {
        return joined(fixtures.node());
    }

    final Claimant joined(NodeDraft node) {
        Claimant claimant = new Claimant(node.build());
        store.nodes().join(claimant.info(), now());
        return claimant;
    }

    final Claimed claim(ClaimRequest wish) {
        return store.exchange(batch().claim(List.of(wish))).claims().get(0);
    }

    final List<Claim> claim(Claimant node, int limit) {
        return claim(node.wish(limit)).claims();
    }

    /** Has the node claim exactly the one job that is due. */
    final Claim claimOne(Claimant node) {
        List<Claim> claims = claim(node, 1);
        assertThat(claims).as("the one job that is due").hasSize(1);
        return claims.get(0);
    }

    /** Inserts a job and has a new node claim it. */
    final Claim heldJob() {
        return heldJob(job());
    }

    final Claim heldJob(JobDraft draft) {
        JobId id = insert(draft);
        Claim claim = claimOne(joined());
        assertThat(claim.id()).isEqualTo(id);
        return claim;
    }

    final Settled settle(SettlementDraft draft) {
        return store.exchange(batch().settle(List.of(draft.build())))
                .settlements()
                .get(0);
    }

    final Settled note(ClaimNote note) {
        return store.exchange(batch().note(List.of(note))).notes().get(0);
    }

    /** Deletes up to so many of the jobs that are meant, oldest first, and answers how many. */
    final int deleteAll(JobFilter filter, int limit) {
        return store.bulk()
                .moveAll(store.bulk().numbers(filter, 0, limit), filter, JobMove.DELETE, now())
                .jobs();
    }

    final JobView view(JobId id) {
        return store.queries().find(id).orElseThrow(() -> new AssertionError("job " + id + " is not in the store"));
    }

    final JobState stateOf(JobId id) {
        return view(id).state();
    }

    /** Every job in that order, page by page. */
    final List<JobView> everyJob(PageRequest.Order order) {
        return everyJob(store, JobFilter.ANY, order, 100);
    }

    static List<JobView> everyJob(JobStore store, JobFilter filter, PageRequest.Order order, int pageSize) {
        List<JobView> all = new ArrayList<>();
        Page page = store.queries().list(filter, PageRequest.first(order, pageSize));
        all.addAll(page.jobs());
        while (page.next() != null) {
            page = store.queries()
                    .list(filter, PageRequest.first(order, pageSize).startingAfter(page.next()));
            all.addAll(page.jobs());
            if (all.size() > MANY) {
                throw new AssertionError("the pages of " + filter + " in order " + order + " never end");
            }
        }
        return all;
    }

    static List<String> texts(List<JobId> ids) {
        return ids.stream().map(JobId::text).toList();
    }

    static List<String> claimedIds(List<Claim> claims) {
        return texts(claims.stream().map(Claim::id).toList());
    }

    static List<String> listedIds(List<JobView> views) {
        return texts(views.stream().map(JobView::id).toList());
    }
}

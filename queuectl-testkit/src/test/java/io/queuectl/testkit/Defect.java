package io.queuectl.testkit;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.AdminContract;
import io.queuectl.testkit.store.AfterContract;
import io.queuectl.testkit.store.AfterStorm;
import io.queuectl.testkit.store.BulkContract;
import io.queuectl.testkit.store.ClaimContract;
import io.queuectl.testkit.store.ClaimStorm;
import io.queuectl.testkit.store.CountContract;
import io.queuectl.testkit.store.ExchangeContract;
import io.queuectl.testkit.store.FaultyWalkContract;
import io.queuectl.testkit.store.FaultyWorkContract;
import io.queuectl.testkit.store.GroupContract;
import io.queuectl.testkit.store.InsertContract;
import io.queuectl.testkit.store.LifeContract;
import io.queuectl.testkit.store.LimitStorm;
import io.queuectl.testkit.store.NodeContract;
import io.queuectl.testkit.store.NoteContract;
import io.queuectl.testkit.store.OutputContract;
import io.queuectl.testkit.store.PlacesContract;
import io.queuectl.testkit.store.QueryContract;
import io.queuectl.testkit.store.QueueControlContract;
import io.queuectl.testkit.store.RestoreContract;
import io.queuectl.testkit.store.ScheduleContract;
import io.queuectl.testkit.store.ScheduleStorm;
import io.queuectl.testkit.store.SettleContract;
import io.queuectl.testkit.store.StateContract;
import io.queuectl.testkit.store.TiesContract;
import io.queuectl.testkit.store.UniqueContract;
import io.queuectl.testkit.store.WalkContract;
import java.util.function.Function;

/** The ways in which a store is planted broken, each with the part of the contract and the test there that must catch it. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds are references to static methods
enum Defect {
    NO_TOKEN_CHECK(BrokenExchanges::noTokenCheck, SettleContract.class, "aStaleTokenChangesNothing"),
    ID_ONLY_UPDATE(BrokenExchanges::idOnlyUpdate, StateContract.class, "anIllegalMoveIsMadeByNoVerbAndChangesNothing"),
    NON_ATOMIC_CLAIM(BrokenExchanges::nonAtomicClaim, ClaimStorm.class, "sixteenClaimersTakeEachOfTwoThousandJobsOnce"),
    UNCOUNTED_ATTEMPTS(BrokenExchanges::uncountedAttempts, SettleContract.class, "everyEndMovesItsOwnCounter"),
    REAPER_REVERTS_COMPLETED(
            BrokenSides::reaperRevertsCompleted,
            NodeContract.class,
            "theDeathOfANodeTouchesNothingThatIsFinishedOrWaiting"),
    DROPPED_INSERT(BrokenExchanges::droppedInsert, InsertContract.class, "everyJobOfALargeBatchIsThere"),
    LAST_IN_FIRST_OUT(
            BrokenExchanges::lastInFirstOut, ClaimContract.class, "amongEquallyDueJobsTheFirstInsertedComesFirst"),
    HEARTBEAT_IGNORES_EPOCH(BrokenSides::heartbeatIgnoresEpoch, NodeContract.class, "aDeadNodeCanNeitherRenewNorClaim"),
    HEARTBEAT_OF_ONE_RENEWS_ALL(
            BrokenSides::heartbeatOfOneRenewsAll, NodeContract.class, "aRenewalRenewsThatNodeAlone"),
    DOUBLY_APPLIED_REPEAT(
            BrokenExchanges::doublyAppliedRepeat, ExchangeContract.class, "aRepeatedBatchHasTheEffectOfOne"),
    IGNORED_QUARANTINE(
            BrokenExchanges::ignoredQuarantine,
            ClaimContract.class,
            "aJobThatWasLostBeforeComesAfterTheOthersAndCountsAgainstItsOwnLimit"),
    LOST_CANCEL_MARK(BrokenExchanges::lostCancelMark, AdminContract.class, "aCancelMarkOutlivesARelease"),
    PAGING_WITH_A_GAP(BrokenSides::pagingWithAGap, QueryContract.class, "pagesOfAnySizeJoinWithoutGapOrDouble"),
    CURSOR_WITHOUT_TIE_BREAK(
            BrokenSides::cursorWithoutTieBreak, QueryContract.class, "pagesOfAnySizeJoinWithoutGapOrDouble"),
    EARLY_CLAIM(BrokenExchanges::earlyClaim, ClaimContract.class, "aJobIsNeverTakenBeforeItIsDue"),
    HALF_APPLIED_BATCH(
            BrokenExchanges::halfAppliedBatch, ExchangeContract.class, "aBatchWithAPoisonousItemChangesNothingAtAll"),
    DUPLICATE_SPOILS_BATCH(
            BrokenExchanges::duplicateSpoilsBatch,
            InsertContract.class,
            "aTakenIdIsADuplicateAndTheRestOfTheBatchGoesIn"),
    FORGOTTEN_SUBMISSIONS(BrokenExchanges::forgottenSubmissions, InsertContract.class, "aSubmissionSentTwiceIsOneJob"),
    PAYLOAD_AS_TEXT(BrokenExchanges::payloadAsText, InsertContract.class, "everyByteValueSurvivesInAPayload"),
    UNFENCED_NOTES(BrokenExchanges::unfencedNotes, NoteContract.class, "aNoteUnderAStaleTokenChangesNothing"),
    LOG_BACK_TO_FRONT(BrokenExchanges::logBackToFront, NoteContract.class, "logLinesComeInTheOrderTheyWereWritten"),
    FIRST_PROGRESS_STAYS(BrokenExchanges::firstProgressStays, OutputContract.class, "theLatestProgressStands"),
    RESULT_OF_THE_FIRST_ATTEMPT(
            BrokenExchanges::resultOfTheFirstAttempt, OutputContract.class, "theLastResultStandsOverAttemptsToo"),
    RESULT_LOST_AT_THE_END(
            BrokenExchanges::resultLostAtTheEnd, OutputContract.class, "theResultTravelsWithTheSettlementAndStays"),
    OUTPUT_NOT_RESTORED(BrokenSides::outputNotRestored, RestoreContract.class, "aRestoredJobIsAsItWas"),
    TAGS_OF_OTHERS(BrokenSides::tagsOfOthers, QueryContract.class, "jobsAreFoundByTheirTags"),
    KEYS_ACROSS_KINDS(
            BrokenExchanges::keysAcrossKinds, UniqueContract.class, "otherKeysAndTheSameKeyOfAnotherKindAreFree"),
    KEY_NEVER_FREED(BrokenExchanges::keyNeverFreed, UniqueContract.class, "aKeyIsHeldAsLongAsItsScopeSays"),
    KEY_LOST_WITH_ITS_JOB(
            BrokenExchanges::keyLostWithItsJob, UniqueContract.class, "aWindowAndForEverOutliveTheirJobs"),
    KEY_LOOKED_UP_AND_TAKEN_APART(
            BrokenExchanges::keyLookedUpAndTakenApart,
            ClaimStorm.class,
            "ofSixteenThatBringOneUniqueKeyOneJobIsAddedAndAllAreAnsweredWithIt"),
    RELEASED_BY_THE_FIRST_PARENT(
            BrokenWaits::releasedByTheFirstParent,
            AfterContract.class,
            "aJobIsBlockedUntilTheLastOfThoseItWaitsForHasCompleted"),
    EVERY_END_IS_GOOD(
            BrokenWaits::everyEndIsGood, AfterContract.class, "theRuleSaysWhatBecomesOfAChildWhereAParentDies"),
    MET_IS_FORGOTTEN(
            BrokenWaits::metIsForgotten,
            AfterContract.class,
            "aParentThatWasGoneOnWithoutIsNotCountedAgainWhenItIsPutBackAndCompletes"),
    LOOKED_AT_AND_WAITED_FOR_APART(
            BrokenWaits::lookedAtAndWaitedForApart, AfterStorm.class, "noChildIsLeftBehindByAParentThatEndsMeanwhile"),
    NO_PLACE_IS_NEEDED(
            BrokenWaits::noPlaceIsNeeded, GroupContract.class, "theNextOfAnOrderComesWhenTheOneBeforeIsOver"),
    A_RETRY_LOSES_ITS_PLACE(BrokenWaits::aRetryLosesItsPlace, GroupContract.class, "whoIsToRunAgainKeepsItsPlace"),
    RELEASE_UNTOLD(BrokenWaits::nobodyIsTold, AfterContract.class, "theQueueOfTheOneThatIsLetGoIsTold"),
    SETTLES_FIRST(BrokenExchanges::settlesFirst, NoteContract.class, "theLastLogLinesTravelWithTheSettlement"),
    DEAD_NODE_CLAIMS(BrokenExchanges::deadNodeClaims, ClaimContract.class, "aNodeThatWasDeclaredDeadGetsNothing"),
    DEATH_WITHOUT_A_LOOK(
            BrokenSides::deathWithoutALook, NodeContract.class, "aNodeThatHasBeatenSinceIsNotDeclaredDead"),
    LIVING_ORPHANS(BrokenSides::livingOrphans, NodeContract.class, "whatALivingNodeHoldsIsNoOrphan"),
    DRAIN_OVERRIDES_NOW(
            BrokenSides::drainOverridesNow, NodeContract.class, "stoppingNowOverridesDrainingAndNeverTheOtherWayRound"),
    REQUEUE_KEEPS_COUNTERS(
            BrokenSides::requeueKeepsCounters, AdminContract.class, "aRequeuedJobIsPendingDueNowWithItsCountersAtZero"),
    REQUEUE_OF_COMPLETED(
            BrokenSides::requeueOfCompleted, AdminContract.class, "whatIsWaitingRunningOrDoneIsNotRequeued"),
    CLEAR_TAKES_HELD_JOBS(BrokenMoves::clearTakesHeldJobs, AdminContract.class, "clearingLeavesWhatANodeHolds"),
    MOVES_WITHOUT_A_SECOND_LOOK(
            BrokenMoves::movesWithoutASecondLook, BulkContract.class, "whatIsMeantNoMoreWhenItsTurnComesIsLeftAlone"),
    REQUEUE_WITHOUT_ITS_CHANGES(
            BrokenMoves::requeueWithoutItsChanges, BulkContract.class, "aRequeuedJobCarriesTheChangesThatCameWithIt"),
    NUMBERS_BEGIN_ONE_EARLY(BrokenMoves::numbersBeginOneEarly, BulkContract.class, "numbersJoinWithoutGapOrDouble"),
    FINISH_COUNTED_FROM_THE_FIRST(
            BrokenMoves::finishCountedFromTheFirst, BulkContract.class, "theTimeOfTheNthFinishCountsFromTheLast"),
    CANCEL_SNATCHES(BrokenSides::cancelSnatches, AdminContract.class, "aRunningJobIsMarkedAndItsNodeIsTold"),
    CLOSED_BY_INTERRUPT(
            BrokenExchanges::closedByInterrupt,
            LifeContract.class,
            "anInterruptOfTheCallerNeitherEndsACallNorTheStore"),
    COUNTS_WHAT_IS_SENT(
            BrokenTallies::countsWhatIsSent, CountContract.class, "aCompletionThatIsSentAgainIsCountedOnce"),
    COUNTS_WHAT_IS_GONE(BrokenTallies::countsWhatIsGone, CountContract.class, "aDeletedJobIsCountedNoMore"),
    FORGETFUL_OPENING(BrokenSides::forgetfulOpening, WalkContract.class, "aRandomWalkLooksLikeThatOfTheReference"),
    LIMIT_IGNORED(BrokenQueues::limitIgnored, QueueControlContract.class, "noMoreRunAtOnceThanTheQueueMay"),
    LIMIT_COUNTED_PER_NODE(
            BrokenQueues::limitCountedPerNode, QueueControlContract.class, "theLimitCountsWhatEveryNodeRuns"),
    LIMIT_COUNTED_BEFORE_THE_CLAIM(
            BrokenQueues::limitCountedBeforeTheClaim,
            LimitStorm.class,
            "eightClaimersNeverHoldMoreAtOnceThanTheQueueMayRun"),
    PLACES_FORGOTTEN(BrokenQueues::placesForgotten, PlacesContract.class, "whatIsClaimedAheadUsesNoPlaceOfOthers"),
    PLACES_GIVEN_TO_EACH(
            BrokenQueues::placesGivenToEach, PlacesContract.class, "whatIsClaimedAheadUsesNoPlaceOfOthers"),
    KEPT_PLACES_TAKEN_AWAY(
            BrokenQueues::keptPlacesTakenAway, PlacesContract.class, "whoGotNoPlaceIsLeftItsPartByThoseThatHaveMore"),
    PAUSED_QUEUE_STILL_CLAIMED(
            BrokenQueues::pausedQueueStillClaimed, QueueControlContract.class, "nothingOfAPausedQueueIsClaimed"),
    PERMITS_NEVER_REFILLED(
            BrokenQueues::permitsNeverRefilled, QueueControlContract.class, "permitsAreRefilledAsTimePasses"),
    PARTS_OF_PERMITS_FORGOTTEN(
            BrokenQueues::partsOfPermitsForgotten,
            QueueControlContract.class,
            "lookingOftenNeitherGainsNorLosesAPermit"),
    PERMITS_NOT_TAKEN(BrokenQueues::permitsNotTaken, QueueControlContract.class, "noMoreStartThanThereArePermits"),
    NEXT_PERMIT_UNTOLD(
            BrokenQueues::nextPermitUntold, QueueControlContract.class, "theAnswerTellsWhenTheNextPermitComes"),
    CHANGE_FORGETS_THE_REST(
            BrokenQueues::changeForgetsTheRest, QueueControlContract.class, "aChangeLeavesWhatItDoesNotName"),
    COUNTED_TWICE(
            BrokenRepeats::countedTwice, FaultyWalkContract.class, "aWalkThroughFaultsLosesNothingAndDoublesNothing"),
    TAKEN_BACK(BrokenRepeats::takenBack, FaultyWorkContract.class, "everyAcknowledgedJobIsThereOnceAndDoneOnce"),
    INSERTED_TWICE(
            BrokenRepeats::insertedTwice, FaultyWorkContract.class, "everyAcknowledgedJobIsThereOnceAndDoneOnce"),
    PRESUMED_APPLIED(
            BrokenRepeats::presumedApplied,
            FaultyWalkContract.class,
            "aWalkThroughFaultsLosesNothingAndDoublesNothing"),
    FIRES_TWICE(BrokenSchedules::firesTwice, ScheduleContract.class, "whatWasDecidedUponAnOlderRevisionChangesNothing"),
    LOOKS_BEFORE_IT_FIRES(BrokenSchedules::looksBeforeItFires, ScheduleStorm.class, "eachTickIsFiredByOneOfMany"),
    FORGETS_THE_NEXT_TICK(
            BrokenSchedules::forgetsTheNextTick, ScheduleContract.class, "firingInsertsTheJobsAndMovesTheTick"),
    MOVES_THE_TICK_FIRST(
            BrokenSchedules::movesTheTickFirst, ScheduleContract.class, "aFiringThatIsRefusedChangesNothing"),
    FIRES_PAUSED(BrokenSchedules::firesPaused, ScheduleContract.class, "aPausedScheduleIsNeverDueUntilItIsResumed"),
    FIRES_EARLY(BrokenSchedules::firesEarly, ScheduleContract.class, "aScheduleIsDueFromItsNextTickOnEarliestFirst"),
    BEGINS_ANEW_AT_DEPLOY(
            BrokenSchedules::beginsAnewAtDeploy,
            ScheduleContract.class,
            "anUnchangedSpecKeepsItsNextTickAndEverythingThatHappened"),
    TIES_NOT_RESTORED(
            BrokenTies::tiesNotRestored, TiesContract.class, "aBlockedJobWaitsForTheSameJobsWhicheverComesFirst"),
    ORPHANS_RESTORED(
            BrokenTies::orphansRestored,
            TiesContract.class,
            "aJobWhoseParentIsNotHereIsNotWrittenNorAreThoseThatWaitForIt"),
    ROOM_FOR_NEWCOMERS_ONLY(
            BrokenTies::roomForNewcomersOnly, GroupContract.class, "aGroupThatIsMadeLargerLetsTheNextInAtOnce"),
    STUCK_CLAIMS(
            BrokenExchanges::doublyAppliedRepeat,
            FaultyWorkContract.class,
            "everyAcknowledgedJobIsThereOnceAndDoneOnce");

    private final Function<MemoryData, JobStore> opening;
    private final Class<?> contract;
    private final String test;

    Defect(Function<MemoryData, JobStore> opening, Class<?> contract, String test) {
        this.opening = opening;
        this.contract = contract;
        this.test = test;
    }

    JobStore open(MemoryData data) {
        return opening.apply(data);
    }

    Class<?> contract() {
        return contract;
    }

    String test() {
        return test;
    }
}

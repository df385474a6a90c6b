package io.queuectl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract can fail: every planted broken store is caught by the test that is there for it. */
class BrokenStoresTest {

    /** A storm needs two threads to meet, which they do in most of its runs. */
    private static final int STORMS = 20;

    @ParameterizedTest
    @EnumSource
    void aBrokenStoreIsCaughtByTheTestThatIsThereForIt(Defect defect) {
        Map<String, String> planted = Map.of(BrokenContract.DEFECT, defect.name());
        boolean storm = defect.contract().getSimpleName().endsWith("Storm");

        assertThat(IntStream.range(0, storm ? STORMS : 1)
                        .mapToObj(run -> failures(defect.contract(), planted))
                        .filter(failures -> failures.contains(defect.test()))
                        .findFirst())
                .as(defect.test() + " fails")
                .isPresent();
    }

    @Test
    void theSoundStoreComesOutClean() {
        assertThat(Stream.of(Defect.values()).map(Defect::contract).distinct())
                .allSatisfy(contract -> assertThat(failures(contract, Map.of())).isEmpty());
    }

    /** Which tests of that part of the contract fail. */
    private static Set<String> failures(Class<?> contract, Map<String, String> parameters) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(part(contract))
                .configurationParameters(parameters)
                .build();
        Failures failures = new Failures();
        LauncherFactory.create().execute(request, failures);
        assertThat(failures.run).as("tests that ran").isPositive();
        return failures.methods;
    }

    private static DiscoverySelector part(Class<?> contract) {
        return Stream.of(BrokenContract.class, BrokenFaults.class)
                .flatMap(broken -> Stream.of(broken.getSuperclass().getDeclaredClasses())
                        .filter(nested -> nested.getSuperclass() == contract)
                        .map(nested ->
                                DiscoverySelectors.selectNestedClass(List.of(broken.getName()), nested.getName())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(contract + " is not part of the contract"));
    }

    /** Collects the names of the methods that fail. */
    private static final class Failures implements TestExecutionListener {

        private final Set<String> methods = new TreeSet<>();
        private int run;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                run++;
            }
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                methods.add(test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .orElseThrow(() -> new AssertionError(
                                test + " failed", result.getThrowable().orElse(null))));
            }
        }
    }
}

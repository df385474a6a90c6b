package io.queuectl.cli.input;

import io.queuectl.api.After;
import io.queuectl.api.Flow;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobRequest;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the drafts of a batch into a flow: what a draft waits for is another of the batch, if one has that name, and else a job that is there. */
public final class FlowAssembly {

    private final JobAssembly assembly;
    private final List<JobDraft> drafts;
    private final Map<String, Integer> places = new HashMap<>();

    private FlowAssembly(JobAssembly assembly, List<JobDraft> drafts) {
        this.assembly = assembly;
        this.drafts = drafts;
        for (int i = 0; i < drafts.size(); i++) {
            String step = drafts.get(i).step;
            if (step != null && places.put(step, i) != null) {
                throw Refusal.usage(
                        "two jobs of the batch are the step " + Printable.quoted(step), "give each a name of its own");
            }
        }
    }

    /**
     * The flow, and where its steps come from.
     *
     * @param drafts in the order of the steps
     */
    public record Assembled(Flow flow, List<JobDraft> drafts) {}

    /** @throws Refusal if two steps have one name, or some wait for each other in a circle */
    public static Assembled of(JobAssembly assembly, List<JobDraft> drafts) {
        return new FlowAssembly(assembly, drafts).assemble();
    }

    private Assembled assemble() {
        Flow flow = new Flow();
        Map<Integer, Flow.Step> steps = new HashMap<>();
        List<JobDraft> inOrder = new ArrayList<>();
        for (int place : parentsFirst()) {
            JobDraft draft = drafts.get(place);
            List<After> outside = new ArrayList<>();
            List<Flow.Step> inside = new ArrayList<>();
            for (After after : JobValues.after(draft)) {
                Integer parent = places.get(after.parent().text());
                if (parent == null) {
                    outside.add(after);
                } else {
                    inside.add(steps.get(parent));
                }
            }
            JobRequest request = assembly.requestAfter(draft, outside);
            Flow.Step step = flow.add(request);
            IfFailed rule = JobValues.ifFailed(draft);
            steps.put(place, step.after(rule, inside.toArray(Flow.Step[]::new)));
            inOrder.add(draft);
        }
        return new Assembled(flow, inOrder);
    }

    /** The places of the drafts, each after those it waits for; otherwise as they were given. */
    private List<Integer> parentsFirst() {
        List<List<Integer>> children = new ArrayList<>();
        int[] open = new int[drafts.size()];
        for (int i = 0; i < drafts.size(); i++) {
            children.add(new ArrayList<>());
        }
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < drafts.size(); i++) {
            for (String name : names(drafts.get(i).after)) {
                Integer parent = places.get(name);
                if (parent != null) {
                    children.get(parent).add(i);
                    open[i]++;
                }
            }
        }
        for (int i = 0; i < open.length; i++) {
            if (open[i] == 0) {
                free.add(i);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!free.isEmpty()) {
            int next = free.remove();
            order.add(next);
            for (int child : children.get(next)) {
                if (--open[child] == 0) {
                    free.add(child);
                }
            }
        }
        if (order.size() < drafts.size()) {
            throw circle(open);
        }
        return order;
    }

    private static List<String> names(@Nullable List<String> after) {
        return after == null ? List.of() : after.stream().distinct().toList();
    }

    private Refusal circle(int[] open) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i] > 0 && drafts.get(i).step != null) {
                names.add(drafts.get(i).step);
            }
        }
        return Refusal.usage(
                "some steps wait for each other in a circle: " + Printable.line(String.join(", ", names)),
                "one of them must not wait for the others");
    }
}

package io.queuectl.cli.command;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PriorityOrder;
import java.util.Locale;

/** The order in which the workers of a database take its jobs, as its setting {@code priority_order} has it. */
final class ClaimOrder {

    private ClaimOrder() {}

    static PageRequest.Order of(JobStore store) {
        return priorities(store) == PriorityOrder.LOWEST_FIRST
                ? PageRequest.Order.CLAIM_ORDER_LOWEST_FIRST
                : PageRequest.Order.CLAIM_ORDER;
    }

    static PriorityOrder priorities(JobStore store) {
        String setting = store.admin().settings().getOrDefault("priority_order", "desc");
        return setting.toLowerCase(Locale.ROOT).equals("asc")
                ? PriorityOrder.LOWEST_FIRST
                : PriorityOrder.HIGHEST_FIRST;
    }
}

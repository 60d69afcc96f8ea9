/** Shows the topic of transitions as logistics sees it. */
@NullMarked
package dev.sluice.loadtest.transitions;

import org.jspecify.annotations.NullMarked;

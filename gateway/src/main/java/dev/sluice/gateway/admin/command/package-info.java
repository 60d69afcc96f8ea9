/** Commands of staff: audited, then published to the log on their order's key, then answered. */
@NullMarked
package dev.sluice.gateway.admin.command;

import org.jspecify.annotations.NullMarked;

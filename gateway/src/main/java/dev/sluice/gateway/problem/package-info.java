/** The one place that turns a rejection into a status, a problem type and a {@code Retry-After} (RFC 9457). */
@NullMarked
package dev.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;

/** Events that were parked, quarantined or became dead letters: listed, looked at, retried and discarded. */
@NullMarked
package dev.sluice.gateway.admin.repair;

import org.jspecify.annotations.NullMarked;

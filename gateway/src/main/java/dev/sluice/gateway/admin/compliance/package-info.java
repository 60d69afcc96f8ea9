/** Requests under data-protection law: what is open, what was erased, and what is to be handed over. */
@NullMarked
package dev.sluice.gateway.admin.compliance;

import org.jspecify.annotations.NullMarked;

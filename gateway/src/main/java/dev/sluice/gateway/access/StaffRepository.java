package dev.sluice.gateway.access;

import org.springframework.data.r2dbc.repository.Modifying;
import org.springframework.data.r2dbc.repository.Query;
import org.springframework.data.repository.Repository;
import reactor.core.publisher.Mono;

/** The staff table. */
interface StaffRepository extends Repository<StaffAccount, Long> {

    /** By lower-case e-mail; empty when there is none. */
    Mono<StaffAccount> findByEmail(String email);

    /** Creates the first admin while there is no staff at all; 0 when somebody is there, or was faster. */
    @Modifying
    @Query("INSERT INTO staff (email, password_hash, role)"
            + " SELECT :email, :passwordHash, 'admin' WHERE NOT EXISTS (SELECT FROM staff)"
            + " ON CONFLICT DO NOTHING")
    Mono<Integer> insertFirstAdmin(String email, String passwordHash);

    /** Whether there is any account. */
    @Query("SELECT EXISTS (SELECT FROM staff)")
    Mono<Boolean> anyExists();
}

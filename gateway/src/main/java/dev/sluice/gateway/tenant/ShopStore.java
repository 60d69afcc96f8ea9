package dev.sluice.gateway.tenant;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the registered shops are kept. */
interface ShopStore {

    /** A text that is another one after every change. */
    Mono<String> version();

    Flux<StoredSecret> secrets(int mostShops, int mostSecrets);
}

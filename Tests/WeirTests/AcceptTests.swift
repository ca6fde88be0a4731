import Tags
import Testing
import WeirModel

@testable import Weir

/// `Accept`, as an author writes it.
@Suite(.tags(.pure)) struct AcceptTests {
    @Test func itGoesIntoTheStateWithItsPlace() {
        let wan: Weir.Interface = "eth0"
        let state = state {
            Accept("ceil-below-rate", on: "eth0 class 1:10", because: "so it is sold")
            Accept("seg-lro-forward", on: wan, because: "the card is replaced in May")
            if true { Accept("nft-name", on: "inet filter", because: "nobody loads it by nft") }
        }
        #expect(
            state.accepted == [
                Acceptance("ceil-below-rate", on: "eth0 class 1:10", because: "so it is sold"),
                Acceptance("seg-lro-forward", on: "eth0", because: "the card is replaced in May"),
                Acceptance("nft-name", on: "inet filter", because: "nobody loads it by nft"),
            ])
        #expect(state.accepted.map(\.at.location?.line) == [12, 13, 14])
    }
}

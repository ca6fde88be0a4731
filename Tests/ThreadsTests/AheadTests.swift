import Foundation
import Synchronization
import Tags
import Testing
import Threads

@Suite(.tags(.pure)) struct AheadTests {
    @Test func givesWhatTheWorkGives() {
        let ahead = (0..<50).map { number in BackgroundValue { number * 3 } }
        #expect(ahead.map { $0.value() } == (0..<50).map { $0 * 3 })
        #expect(ahead.map { $0.value() } == (0..<50).map { $0 * 3 }, "asked once more")
    }

    /// The work ends though nobody has asked for its value.
    @Test func worksWhileNobodyAsks() {
        let isDone = Mutex(false)
        withExtendedLifetime(BackgroundValue { isDone.withLock { $0 = true } }) {
            let end = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < end, !isDone.withLock({ $0 }) { sched_yield() }
            #expect(isDone.withLock { $0 })
        }
    }

    /// Whoever drops it can count on the work being over.
    @Test func isWaitedForWhereItIsDropped() {
        final class Flag: Sendable { let isDone = Mutex(false) }
        let flag = Flag()
        do {
            _ = BackgroundValue {
                usleep(50_000)
                flag.isDone.withLock { $0 = true }
            }
        }
        #expect(flag.isDone.withLock { $0 })
    }
}

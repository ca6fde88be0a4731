import Foundation
import Synchronization
import Tags
import Testing
import Threads

@Suite(.tags(.pure)) struct ConcurrentMapTests {
    @Test(arguments: [0, 1, 2, 7, 64, 1000], [1, 3, 64, 5000])
    func givesWhatMapGives(count: Int, piece: Int) {
        let numbers = Array(0..<count)
        #expect(numbers.concurrentMap(piece: piece) { $0 * 3 } == numbers.map { $0 * 3 })
        let slice = numbers.dropFirst(count / 3)
        #expect(slice.concurrentMap(piece: piece) { String($0) } == slice.map { String($0) })
    }

    /// Each element once, whichever thread takes it.
    @Test func takesEachElementOnce() {
        let seen = Mutex<[Int]>([])
        _ = (0..<10_000).concurrentMap(piece: 10) { number in seen.withLock { $0.append(number) } }
        #expect(seen.withLock { $0.sorted() } == Array(0..<10_000))
    }

    /// Two that wait for each other can only both end where both run at once.
    @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "one processor"))
    func runsSeveralAtOnce() {
        let arrived = Mutex(0)
        let met = (0..<2).concurrentMap(piece: 1) { _ in
            arrived.withLock { $0 += 1 }
            let end = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < end {
                if arrived.withLock({ $0 }) == 2 { return true }
                sched_yield()
            }
            return false
        }
        #expect(met == [true, true])
    }
}

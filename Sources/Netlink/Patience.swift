internal import Glibc

/// The time for which weir repeats operations that other programs disturb.
///
/// The pauses between tries grow from 2 ms to half a second, and each is cut by chance to between its half and its whole, so that weir does not
/// keep step with what changes the ruleset. All tries together end 30 seconds after the first change that came in between: well below the two
/// minutes for which another apply waits.
public final class Patience {
    public let seconds: Int
    private var end: ContinuousClock.Instant?
    private var pause = Duration.milliseconds(2)
    private static let longestPause = Duration.milliseconds(500)

    public init(seconds: Int = 30) { self.seconds = seconds }

    /// Waits until the next try. false: the time is over.
    public func wait() -> Bool {
        let now = ContinuousClock.now
        let end = self.end ?? now + .seconds(seconds)
        self.end = end
        guard now < end else { return false }
        let length = min(pause * Double.random(in: 0.5...1), end - now)
        pause = min(pause * 2, Self.longestPause)
        usleep(UInt32(clamping: length.components.attoseconds / 1_000_000_000_000))
        return true
    }

    /// Repeats `read` while it fails with a disturbance.
    @inlinable public func outlasting<Value, Failure: Error>(
        _ isDisturbance: (Failure) -> Bool, _ read: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        while true {
            do throws(Failure) {
                return try read()
            } catch {
                guard isDisturbance(error), wait() else { throw error }
            }
        }
    }
}

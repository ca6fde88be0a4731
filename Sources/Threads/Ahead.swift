internal import Synchronization

/// A value that a thread of its own works out while the one who will need it goes on.
public final class Ahead<Value: Sendable> {
    private let work: @Sendable () -> Value
    private let found = Found<Value>()
    private var thread: OwnThread?

    /// Begins the work; where the system has no thread for it, `value` does it.
    public init(_ work: @escaping @Sendable () -> Value) {
        self.work = work
        thread = OwnThread { [found] in
            let value = work()
            found.value.withLock { $0 = value }
        }
    }

    deinit { thread?.join() }

    /// Waits for it.
    public func value() -> Value {
        thread?.join()
        thread = nil
        return found.value.withLock { $0 } ?? work()
    }
}

private final class Found<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

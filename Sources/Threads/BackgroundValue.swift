internal import Synchronization

/// A value computed on a background thread.
package final class BackgroundValue<Value: Sendable> {
    private let work: @Sendable () -> Value
    private let found = Found<Value>()
    private var thread: OwnThread?

    /// Begins the work; where the system has no thread for it, `value` does it.
    package init(_ work: @escaping @Sendable () -> Value) {
        self.work = work
        thread = OwnThread { [found] in
            let value = work()
            found.value.withLock { $0 = value }
        }
    }

    deinit { thread?.join() }

    /// Waits for it.
    package func value() -> Value {
        thread?.join()
        thread = nil
        return found.value.withLock { $0 } ?? work()
    }
}

private final class Found<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

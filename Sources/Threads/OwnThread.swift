internal import Glibc

/// A POSIX thread made for one piece of work. pthreads(7).
package struct OwnThread {
    private let thread: pthread_t

    /// Starts the work; `nil` if the system has no thread for it, and the work has not begun.
    package init?(_ work: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let job = Unmanaged.passRetained(Job(run: work))
        let failed = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, job.toOpaque())
        guard failed == 0 else {
            job.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits for its end. Once at most, and not after `detach`.
    package func join() { pthread_join(thread, nil) }

    /// Detaches the thread, which ends when its work does.
    package func detach() { pthread_detach(thread) }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

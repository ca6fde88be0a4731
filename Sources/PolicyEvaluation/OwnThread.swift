internal import Glibc

/// Runs blocking work on a thread made for it, which keeps Swift's own few threads free. It also lives as long as a child process that dies
/// with the thread that started it.
func onThread<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        let job = Unmanaged.passRetained(Job { continuation.resume(returning: Result(catching: work)) })
        var thread = pthread_t()
        let failed = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, job.toOpaque())
        if failed == 0 {
            pthread_detach(thread)
        } else {
            job.takeRetainedValue().run()
        }
    }
    return try result.get()
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

internal import Threads

/// Runs blocking work on a thread made for it, which keeps Swift's own few threads free. It also lives as long as a child process that dies
/// with the thread that started it.
func onThread<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        let job: @Sendable () -> Void = { continuation.resume(returning: Result(catching: work)) }
        if let thread = OwnThread(job) { thread.detach() } else { job() }
    }
    return try result.get()
}

internal import Glibc
internal import Synchronization

extension RandomAccessCollection where Self: Sendable {
    /// As `map`, by several threads at once, in pieces of that many elements; the results are in order.
    ///
    /// The threads are made for the call and end with it. So they are in the network namespace of the caller, where the threads of a pool
    /// may still be in one that the caller has left.
    package func concurrentMap<Result: Sendable>(piece: Int, _ transform: @Sendable (Element) -> Result) -> [Result] {
        let pieces = (count + piece - 1) / piece
        guard pieces > 1, Processors.count > 1 else { return map(transform) }
        return withoutActuallyEscaping(transform) { transform in
            let work = Work(pieces: pieces) { number in
                let start = index(startIndex, offsetBy: number * piece)
                let end = index(start, offsetBy: piece, limitedBy: endIndex) ?? endIndex
                return self[start..<end].map(transform)
            }
            work.run(threads: Swift.min(pieces, Processors.count))
            return work.results.withLock { $0.flatMap { $0 } }
        }
    }
}

private enum Processors {
    static let count = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Pieces of work that threads take one by one.
private final class Work<Result: Sendable>: Sendable {
    private let next = Atomic(0)
    private let pieces: Int
    private let body: @Sendable (Int) -> [Result]
    let results: Mutex<[[Result]]>

    init(pieces: Int, body: @escaping @Sendable (Int) -> [Result]) {
        self.pieces = pieces
        self.body = body
        results = Mutex(Array(repeating: [], count: pieces))
    }

    private func take() {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < pieces else { return }
            let result = body(number)
            results.withLock { $0[number] = result }
        }
    }

    /// The caller's thread is one of them. Where the system has no more, those that there are do it.
    func run(threads: Int) {
        let others = (1..<threads).map { _ in OwnThread { self.take() } }
        take()
        for thread in others { thread?.join() }
    }
}

import NetworkNamespace
import Tags
import Testing

@testable import Host

/// Two applies at once.
@Suite(.tags(.kernel), .enabled(if: (try? inNamespace { true }) == true, "no network namespaces here"))
struct ApplyLockTests {
    @Test func oneWaitsForTheOtherAndNotForEver() throws {
        try inNamespace {
            var told: [String] = []
            func lock() throws -> ApplyLock? { try ApplyLock(seconds: 1, waiting: { told.append($0) }, remark: { told.append($0) }) }
            let first = try lock()
            try #require(first != nil, "\(told)")
            let failure = #expect(throws: HostError.self) { try lock() }
            // This process itself is not in the namespace, but a thread of it.
            #expect(failure?.message == "another weir is still at work in this network namespace after 1 seconds")
            #expect(told == ["another weir"])
            withExtendedLifetime(first) {}
        }
    }

    @Test func whatIsLetGoCanBeTakenAndNamespacesDoNotWaitForEachOther() throws {
        try inNamespace {
            let here = try ApplyLock(seconds: 1, waiting: { _ in }, remark: { _ in })
            try inNamespace {
                for _ in 0..<3 {
                    // A child that another test is about to start may have it for a moment.
                    let there = try ApplyLock(seconds: 20, waiting: { _ in }, remark: { _ in })
                    #expect(there != nil)
                }
            }
            withExtendedLifetime(here) {}
        }
    }
}

import ModelGenerators
import Tags
import Testing
import TrafficLowering
import WeirModel

/// What a kernel holds of random early detection is put into words that give the same numbers again.
@Suite(.tags(.pure)) struct REDIntentTests {
    @Test(arguments: [REDIntent.Unit.bytes, .packets, .flowBytes]) func theKernelsNumbersHaveWords(_ unit: REDIntent.Unit) throws {
        var generator = ModelGenerator(seed: 11)
        var tried = 0
        for _ in 0..<Seeded.rounds(2000) {
            let packet: UInt64 = generator.one(of: [1000, 1000, 1500, 512, 64, 9000])
            let limit = unit == .packets ? UInt64.random(in: 30...100_000, using: &generator.random) : UInt64.random(in: 3000...50_000_000, using: &generator.random)
            var intent = REDIntent(unit, limit: limit, averagePacket: packet)
            intent.max = limit / UInt64.random(in: 1...8, using: &generator.random)
            intent.min = Swift.max(1, intent.max / UInt64.random(in: 2...6, using: &generator.random))
            if generator.chance(50) { intent.burst = UInt32(intent.usualBurst * UInt64.random(in: 1...3, using: &generator.random)) }
            intent.probability = generator.one(of: [0.02, 0.1, 0.5, 0.01, 0.2, 0.0375, 0.9])
            intent.bandwidth = generator.one(of: [.mbit(10), .kbit(512), .mbit(2), .mbit(300), .gbit(1), .gbit(25)])
            guard var held = try? intent.parameters() else { continue }
            tried += 1
            // What the kernel gives back.
            (held.averagePacket, held.bandwidth) = (nil, nil)
            if unit == .flowBytes { held.limit = 0 }
            var again = try REDIntent(saying: held, unit).parameters()
            (again.averagePacket, again.bandwidth) = (nil, nil)
            if unit == .flowBytes { again.limit = 0 }
            #expect(again == held, "\(intent)")
            // With what an author has said besides, it is said again.
            guard let said = try? intent.parameters() else { continue }
            #expect(try REDIntent(saying: said, unit).parameters() == said)
        }
        #expect(tried > Seeded.rounds(300))
    }

    @Test func theUsualIsPreferred() throws {
        let held = REDParameters(limit: 409_600, min: 30720, max: 92160, ewmaLog: 5, probabilityLog: 22, idleCellLog: 15, probability: 85_899_345, flags: .ecn)
        let intent = try REDIntent(saying: held, .bytes)
        #expect(intent.averagePacket == 1000 && intent.burst == 0 && intent.probability == 0.02 && intent.bandwidth == .mbit(10) && intent.flags == .ecn)
    }

    @Test func whatNoWordsGiveIsNamed() {
        func problem(_ parameters: REDParameters) -> String? {
            do throws(REDIntent.Problem) { _ = try REDIntent(saying: parameters, .bytes) } catch { return error.message }
            return nil
        }
        #expect(problem(REDParameters()) == "thresholds of 0 and 0 with a limit of 0")
        #expect(problem(REDParameters(limit: 100, min: 10, max: 30)) == "a queue without a probability")
        #expect(problem(REDParameters(limit: 100, min: 10, max: 30, ewmaLog: 5, probabilityLog: 3, probability: 1 << 31)) == "a probability of 0.5 with the logarithm 3")
    }
}

import Tags
import Testing

/// Ten thousand filters, of which one is changed.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ManyFiltersTests {
    @Test func oneFilterOfTenThousandIsOneMessage() throws {
        var commands = ["qdisc add dev one root handle 1: htb"]
        for number in 0..<10_000 {
            let place = "pref \(number / 100 + 1) protocol ip handle ::\(String(number % 100 + 1, radix: 16))"
            commands.append("filter add dev one parent 1: \(place) u32 match ip dst 10.0.\(number >> 8).\(number & 255)/32 flowid 1:1")
        }
        let result = try laboratory(
            ["batch": commands.map { $0 + "\n" }.joined()],
            """
            ip link add one type dummy 2>/dev/null || ip link add one type ifb; ip link set one up
            tc -batch batch
            $weir capture -o state.weir
            tc filter del dev one parent 1: pref 50 protocol ip handle 831::7 u32
            $weir diff state.weir || true
            # What the kernel tells of is what it was asked for; nothing that this starts may outlive the test.
            timeout 60 tc monitor > told 2>/dev/null & monitor=$!
            sleep 0.5
            $weir apply state.weir 2> said > /dev/null
            sleep 0.5
            kill $monitor
            grep -c 'filter' told
            cat said
            $weir diff state.weir
            """)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 4, "one missing filter with its words, one notification, one operation:\n\(result.output)")
        #expect(lines.first?.contains("pref 50") == true && lines.first?.contains("missing") == true)
        #expect(lines.dropFirst(2) == ["1", "weir: applied 1 operation"])
    }

    /// What is missing or too much all alike is listed up to a length, and counted: in JSON all of it is there.
    @Test func whatIsAlikeIsCounted() throws {
        var commands = ["qdisc add dev one root handle 1: htb"]
        for number in 1...120 { commands.append("filter add dev one parent 1: pref \(number) protocol ip u32 match ip dst 10.0.0.\(number)/32 flowid 1:1") }
        let result = try laboratory(
            ["batch": commands.map { $0 + "\n" }.joined()],
            """
            ip link add one type dummy 2>/dev/null || ip link add one type ifb
            tc -batch batch
            $weir capture -o state.weir
            tc filter del dev one parent 1:
            $weir diff state.weir > text || true
            grep -c 'filter u32.*missing' text
            tail -1 text
            $weir diff --format json state.weir | grep -c '"subject" : "filter u32'
            """)
        #expect(result.output == "50\n    … and 70 more\n120\n")
    }
}

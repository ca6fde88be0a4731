import StockNft
import Tags
import Testing
import WeirModel

@Suite("Families, hooks, priorities", .tags(.pure)) struct VocabularyChainTests {
    @Test func hooksBothWays() {
        for family in Family.allCases {
            #expect(Family(kernelNumber: family.kernelNumber) == family)
            for hook in family.hooks {
                let number = hook.kernelNumber(in: family)
                #expect(number.flatMap { Hook(kernelNumber: $0, family: family) } == hook)
                #expect(!family.chainTypes(at: hook).isEmpty)
            }
        }
    }

    @Test func priorityNames() {
        for family in Family.allCases {
            for hook in family.hooks {
                for priority in Int32(-320)...320 {
                    let name = ChainPriority.name(for: priority, family: family, hook: hook)
                    #expect(ChainPriority.parse(name, family: family, hook: hook) == priority, "\(family) \(hook) \(name)")
                }
            }
        }
        #expect(ChainPriority.name(for: -105, family: .ip, hook: .prerouting) == "dstnat - 5")
        #expect(ChainPriority.name(for: -100, family: .ip, hook: .input) == "-100")
        #expect(ChainPriority.parse("filter+5", family: .ip, hook: .input) == 5)
        #expect(ChainPriority.parse("filter + 2147483647", family: .bridge, hook: .input) == 2_147_483_447)
        #expect(ChainPriority.parse("raw - 2147483647", family: .ip, hook: .input) == nil)
        #expect(ChainPriority.parse("srcnat", family: .ip, hook: .input) == nil)
    }
}

@Suite(
    "Hooks and priorities against nft", .tags(.kernel), .enabled(if: StockNft.isReference, "stock nft 1.0.6 is not installed"),
    .enabled(if: StockNft.hasNamespaces, "no network namespace can be made"))
struct ChainTypeTests {
    /// nft lists the priority by our name, and the kernel takes the chain types that we say it takes.
    @Test(arguments: Family.allCases) func kernelTakesChains(_ family: Family) throws {
        for hook in Hook.allCases {
            for type in ChainType.allCases {
                let device = hook == .ingress || hook == .egress ? "device \"lo\" " : ""
                let priority = ChainPriority.names(family: family, hook: hook).last ?? "0"
                let script = """
                    add table \(family.rawValue) t
                    add chain \(family.rawValue) t c { type \(type.rawValue) hook \(hook.rawValue) \(device)priority \(priority) + 3; }
                    list ruleset
                    """
                let result = try StockNft.runInNamespace(["-f", "-"], input: script)
                let taken = result.status == 0
                if taken { #expect(result.output.contains("priority \(priority) + 3;"), "\(result.output)") }
                // nat needs a priority above conntrack's; types that the kernel lacks as modules are its own matter.
                let allowed = family.chainTypes(at: hook).contains(type)
                #expect(taken == allowed || (allowed && result.output.contains("No such file")), "\(family) \(hook) \(type): \(result.output)")
            }
        }
    }
}

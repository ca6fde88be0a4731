import Glibc

/// Feeds the target that `FUZZ_TARGET` names what libFuzzer thinks of. Its arguments are libFuzzer's own, which hands them to processes that it starts.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""

guard let chosen = FuzzTarget(rawValue: name) else {
    print("no target `\(name)`; targets are \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(2)
}
FuzzTarget.chosen = chosen
var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    runFuzzer(&count, &words) { bytes, count in
        FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    })

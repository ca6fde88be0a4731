import Commands
import Foundation
import OffloadCheck
import WeirModel

/// The virtual machine that a test runs in, as `KernelSuitesTests` starts it: emulated cards nic0, nic1 …, and netdevsim to load.
enum Machine {
    static let hasCards = FileManager.default.fileExists(atPath: "/sys/class/net/nic0")

    /// A netdevsim that takes rules into hardware, where somebody has one.
    static let acceptingNetdevsim = ProcessInfo.processInfo.environment["WEIR_NETDEVSIM_ACCEPTING"]

    /// `clean` leaves nothing on `$D`.
    static let clean = "clean() { tc qdisc del dev $D root; tc qdisc del dev $D clsact; nft flush ruleset; } >/dev/null 2>&1\n"

    /// A device nsim0 with eight queues, of netdevsim as its source has it or changed.
    static func makeNetdevsim(_ module: String, _ parameters: String = "") throws {
        let made = try shell(
            """
            set -e
            modprobe psample
            [ -e /sys/bus/netdevsim ] || insmod '\(module)' \(parameters)
            [ -e /sys/class/net/nsim0 ] || echo '1 1 8' > /sys/bus/netdevsim/new_device
            for try in 1 2 3 4 5 6 7 8 9 10; do
                name=$(ls /sys/bus/netdevsim/devices/netdevsim1/net 2>/dev/null) && [ -n "$name" ] && break
                sleep 0.2
            done
            [ "$name" = nsim0 ] || ip link set "$name" name nsim0
            """)
        guard made.status == 0 else { throw Failure(what: "netdevsim: \(made.output)") }
    }

    static func profile(of device: String) throws -> NICProfile {
        let text = try shell("\(Products.weir) nic \(device)").output
        guard let profile = try ProfileDocument.profiles(in: Data(text.utf8), from: device).first else { throw Failure(what: text) }
        return profile
    }

    struct Failure: Error { var what: String }

    static func shell(_ script: String) throws -> Command.Result { try Command(script: script, seconds: 900).run() }
}

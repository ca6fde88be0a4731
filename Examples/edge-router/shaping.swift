import Weir

/// What the uplink carries in each direction, a little less than the line, and what of it is for guests.
let upload: BitRate = .mbit(80)
let download: BitRate = .mbit(80)
let guestRate: BitRate = .mbit(20)

/// What a class may send at once. A busy router's timer is late by milliseconds now and then, and what a class could have sent
/// in that time it only makes up for as far as its burst goes: tc's own 1600 bytes are 0.2 ms at these rates.
let burst: Burst = .bytes(64_000)

/// Classes of the uplink; packets bear their number as a mark, since behind NAT their source is no longer seen.
let localClass: UInt16 = 10
let guestClass: UInt16 = 20

/// What leaves by the uplink.
func sending() -> Link {
    Link(wan) {
        Root(.htb(default: localClass)) {
            Class(1, rate: upload, burst: burst, cburst: burst) {
                Class(localClass, rate: .mbit(60), ceil: upload, burst: burst, cburst: burst, priority: 0, leaf: .fqCodel())
                // Guests never have more, so that nobody can fill the uplink.
                Class(guestClass, rate: guestRate, burst: burst, cburst: burst, priority: 1, leaf: .fqCodel())
            }
            Filter(meta.mark == 20, classify: guestClass)
        }
    }
}

/// What those inside receive waits where it leaves the router.
func receiving(_ link: Interface, _ rate: BitRate) -> Link {
    Link(link) {
        Root(.htb(default: 1)) {
            Class(1, rate: rate, burst: burst, cburst: burst, leaf: .fqCodel())
        }
    }
}

internal import Glibc

/// The numbers of users and groups, from the name service. Safe on several threads: getpwnam(3)'s static result is not.
enum Accounts {
    static func user(_ name: String) -> uid_t? {
        look { buffer, size, found in
            var entry = passwd()
            var result: UnsafeMutablePointer<passwd>?
            let error = getpwnam_r(name, &entry, buffer, size, &result)
            if result != nil { found = entry.pw_uid }
            return error
        }
    }

    static func group(_ name: String) -> gid_t? {
        look { buffer, size, found in
            var entry = Glibc.group()
            var result: UnsafeMutablePointer<Glibc.group>?
            let error = getgrnam_r(name, &entry, buffer, size, &result)
            if result != nil { found = entry.gr_gid }
            return error
        }
    }

    /// With a buffer that grows until the entry fits; a group of many members needs much.
    private static func look(_ ask: (UnsafeMutablePointer<CChar>, _ size: Int, inout UInt32?) -> Int32) -> UInt32? {
        var size = 4096
        while size <= 1 << 24 {
            var found: UInt32?
            var buffer = [CChar](repeating: 0, count: size)
            let error = ask(&buffer, size, &found)
            if error != ERANGE { return found }
            size *= 4
        }
        return nil
    }
}

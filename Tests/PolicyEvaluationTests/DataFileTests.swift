import Glibc
import Tags
import Testing

@testable import PolicyEvaluation

@Suite("Data files", .tags(.pure)) struct DataFileTests {
    @Test("the file lies below the policy's folder: no `..`, no absolute path, no link out; a link within is fine")
    func below() throws {
        let scratch = try Scratch()
        try scratch.write("outside.txt", "secret")
        try scratch.write("policy/lists/a.txt", "a\nb\n")
        let place = PolicyPlace(folder: scratch.path + "/policy")
        symlink("../outside.txt", place.folder + "/out.txt")
        symlink("/etc", place.folder + "/etc")
        symlink("lists/a.txt", place.folder + "/in.txt")
        mkfifo(place.folder + "/fifo", 0o600)

        var files = DataFiles(below: place)
        #expect(try files.file(named: "lists/a.txt").bytes == Array("a\nb\n".utf8))
        #expect(try files.file(named: "in.txt").path == place.folder + "/in.txt")
        func reason(_ name: String) -> DataFileError.Reason? {
            do throws(DataFileError) {
                _ = try files.file(named: name)
                return nil
            } catch { return error.reason }
        }
        #expect(reason("../outside.txt") == .outside)
        #expect(reason("out.txt") == .outside)
        #expect(reason("etc/passwd") == .outside)
        #expect(reason(place.folder + "/lists/a.txt") == .outside)
        #expect(reason("none.txt") == .absent)
        #expect(reason("lists") == .notAFile)
        #expect(reason("fifo") == .notAFile)
        #expect(reason("") != nil)
    }

    @Test("a file is read once, by whatever names; what the sets of a policy take has a limit")
    func onceByAnyName() throws {
        let scratch = try Scratch()
        try scratch.write("list.txt", "a")
        var files = DataFiles(below: PolicyPlace(folder: scratch.path))
        #expect(try files.file(named: "list.txt").bytes == [0x61])
        // The same file, with other bytes in it.
        let list = open(scratch.path + "/list.txt", O_WRONLY)
        #expect(write(list, "b", 1) == 1)
        close(list)
        #expect(try files.file(named: "./list.txt").bytes == [0x61])

        try scratch.write("large.txt", "")
        truncate(scratch.path + "/large.txt", 250 << 20)
        for name in ["large.txt", "./large.txt", ".//large.txt", "././large.txt"] { _ = try files.file(named: name) }
        #expect(throws: DataFileError(path: scratch.path + "/large.txt", reason: .tooMuch(bytes: 1 << 30))) {
            try files.file(named: "large.txt")
        }
    }
}

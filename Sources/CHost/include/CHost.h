// SPDX-License-Identifier: GPL-2.0-or-later
// Functions that Glibc's module lacks: namespaces, a confined child process, files below a folder, a lock.
//
// Functions that can fail return a negative errno, unless they say otherwise.
#ifndef CHOST_H
#define CHOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// MARK: Namespaces. All of these concern the calling thread, so they come before any other thread exists.

/// Enters the network namespace that `ip netns` knows by this name (a file below /run/netns), or, when the name
/// holds a slash, the one behind that path.
int weir_netns_enter(const char *name);
/// Makes a network namespace and enters it. An unprivileged caller gets a separate user namespace first, in which
/// it is root. Its loopback is down.
int weir_netns_new(void);
/// Sets the loopback of the network namespace up.
int weir_loopback_up(void);
/// Makes a user namespace in which the caller is `inside_uid` and `inside_gid`, and enters it.
/// More namespaces (CLONE_NEW…) may be made along with it.
int weir_userns_new(uid_t inside_uid, gid_t inside_gid, int more);
/// Starts this program again, in the namespaces that the caller is in, with these arguments. Returns only on failure.
int weir_reexec(char *const argv[]);

// MARK: Files.

/// Opens a regular file below a folder for reading: no way leads out of the folder, neither `..` nor a symbolic link.
/// Returns a descriptor; -EXDEV when the way leads out, -EISDIR or -EINVAL when it is not a regular file.
int weir_open_beneath(int folder, const char *name);
/// Opens a path below a folder as a place alone, that can be neither read nor written (O_PATH). Flags: O_DIRECTORY, or O_NOFOLLOW for a
/// symbolic link itself. Returns a descriptor.
int weir_open_place(int folder, const char *path, int flags);
/// Opens the file (made with mode 0600 when absent) and takes its lock; waits at most this number of milliseconds, forever when negative.
/// Returns a descriptor, whose closing gives the lock up; -EWOULDBLOCK when another process holds it.
int weir_lock(const char *path, int milliseconds);
/// Takes the lock of an open file or folder, without waiting. 0 or -EWOULDBLOCK.
int weir_lock_descriptor(int descriptor);

/// A file in memory that holds these bytes for ever, to be started by its descriptor.
int weir_program(const void *bytes, size_t length);

// MARK: A child process.

enum weir_run_end {
    WEIR_RUN_EXITED,          // by itself; see `status`
    WEIR_RUN_TIMED_OUT,       // killed: `milliseconds` have passed
    WEIR_RUN_LOG_LIMIT,       // killed: it wrote more than `log_limit`
    WEIR_RUN_DOCUMENT_LIMIT,  // killed: it wrote more than `document_limit`
};

/// The walls around a confined process, as bits.
enum weir_wall {
    WEIR_WALL_NAMESPACES = 1,  // user, mount, pid, network, IPC and UTS namespaces, and a root that holds the given paths alone
    WEIR_WALL_LANDLOCK = 2,    // the same paths, by Landlock; see landlock(7)
    WEIR_WALL_FILTER = 4,      // seccomp(2)
};

enum weir_job {
    WEIR_JOB_PLAIN,   // no walls: a program of ours with arguments of ours
    WEIR_JOB_TOOL,    // a compiler or linker: reads `paths`, writes `work`, starts programs
    WEIR_JOB_POLICY,  // a policy: computes
    WEIR_JOB_PROBE,   // nothing is started: `walls` tells what a tool would get
};

typedef struct {
    enum weir_job job;
    /// The program by its path; for a policy NULL.
    const char *path;
    /// A policy's program, statically linked, by descriptor.
    int executable;
    char *const *argv;
    char *const *envp;
    const char *directory;
    /// The files and folders that a tool may read, absolute, in an array that ends in NULL. They are at the same paths there. Absent ones are left out.
    const char *const *paths;
    /// The folder that a tool may write. It is empty at first, and gone afterwards.
    const char *work;
    uint64_t work_bytes;
    /// Regular files in `work` that come back when a tool exits with 0, in an array that ends in NULL: one after another in `document`, each after
    /// its length as eight bytes in the machine's order.
    const char *const *outputs;
    /// Goes on even when there is neither WEIR_WALL_NAMESPACES nor WEIR_WALL_LANDLOCK, or no WEIR_WALL_FILTER.
    bool allow_unconfined;
    /// Whom the confined program runs as: the user within its namespace and, when the caller is root, outside of it.
    uid_t uid;
    gid_t gid;
    uint64_t milliseconds;
    /// Address space of one process, in bytes.
    uint64_t memory;
    size_t log_limit;
    size_t document_limit;
} weir_run_request;

typedef struct {
    /// When the program could not be started: the errno, and the step that failed. `confinement` when walls are missing.
    int error;
    char step[32];
    enum weir_run_end end;
    /// As wait(2) gives it.
    int status;
    unsigned walls;
    /// Whom the program runs as, as it sees itself.
    uid_t uid;
    /// The Landlock ABI of this kernel; 0 without.
    int landlock;
    /// The errno that kept the namespaces from being made; 0 when they were.
    int namespaces_error;
    /// The most memory that one process had resident, in bytes.
    uint64_t peak_memory;
    /// Standard output and standard error.
    uint8_t *log;
    size_t log_length;
    /// The bytes that a policy wrote to descriptor 3, or a tool's outputs.
    uint8_t *document;
    size_t document_length;
} weir_run_outcome;

/// Runs a program to its end, with nothing of the caller's environment or descriptors: standard input is empty, 1 and 2 go to the log, and a
/// policy has the document at 3. Everything that it started ends with it, and with the caller. Blocks.
/// The outcome is to be freed with `weir_run_free` in any case.
void weir_run(const weir_run_request *request, weir_run_outcome *outcome);
/// The same with `paths` and `outputs` given apart, whose type Swift can't write into the structure.
static inline void weir_run_reading(weir_run_request *request, char **paths, char **outputs, weir_run_outcome *outcome) {
    request->paths = (const char *const *)paths;
    request->outputs = (const char *const *)outputs;
    weir_run(request, outcome);
}
void weir_run_free(weir_run_outcome *outcome);

#endif

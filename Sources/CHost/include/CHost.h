// SPDX-License-Identifier: GPL-2.0-or-later
// What Glibc's module lacks: namespaces, a confined child process, files below a folder, a lock.
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
/// Makes a network namespace and enters it. An unprivileged caller gets a user namespace of its own first, in which
/// it is root. Its loopback is down.
int weir_netns_new(void);
/// Sets the loopback of the network namespace up.
int weir_loopback_up(void);
/// Makes a user namespace in which the caller is `inside_uid` and `inside_gid`, and enters it.
/// More namespaces (CLONE_NEW…) may be made along with it.
int weir_userns_new(uid_t inside_uid, gid_t inside_gid, int more);
/// Starts this program anew, in the namespaces that the caller is in, with these arguments. Returns only on failure.
int weir_reexec(char *const argv[]);

// MARK: Files.

/// Opens a regular file below a folder for reading: no way leads out of the folder, neither `..` nor a symbolic link.
/// Returns a descriptor; -EXDEV when the way leads out, -EISDIR or -EINVAL when it is no regular file.
int weir_open_beneath(int folder, const char *name);
/// Opens the file (made with mode 0600 when absent) and takes its lock; waits at most so many milliseconds, forever when negative.
/// Returns a descriptor, whose closing gives the lock up; -EWOULDBLOCK when another process holds it.
int weir_lock(const char *path, int milliseconds);
/// Takes the lock of an open file or folder, without waiting. 0 or -EWOULDBLOCK.
int weir_lock_descriptor(int descriptor);

// MARK: A child process.

enum weir_run_end {
    WEIR_RUN_EXITED,          // by itself; see `status`
    WEIR_RUN_TIMED_OUT,       // killed: `milliseconds` have passed
    WEIR_RUN_LOG_LIMIT,       // killed: it wrote more than `log_limit`
    WEIR_RUN_DOCUMENT_LIMIT,  // killed: it wrote more than `document_limit`
    WEIR_RUN_OFFENCE,         // killed: it tried what a policy may not; see `offence`
};

/// What of the confinement could not be had, as bits.
enum weir_confinement {
    WEIR_WITHOUT_NAMESPACES = 1,   // no network namespace of its own
    WEIR_WITHOUT_FILTER = 2,       // no filter of system calls
    WEIR_WITHOUT_SUPERVISION = 4,  // the filter refuses with EPERM, and lets files be read
};

typedef struct {
    /// The program: by path, or, when that is NULL, by descriptor.
    const char *path;
    int executable;
    char *const *argv;
    char *const *envp;
    const char *directory;
    /// Without privileges, network, files and other programs; see confine.h.
    bool confined;
    /// Whom the confined program runs as, when the caller is root.
    uid_t uid;
    gid_t gid;
    uint64_t milliseconds;
    /// Address space, in bytes.
    uint64_t memory;
    size_t log_limit;
    size_t document_limit;
} weir_run_request;

typedef struct {
    /// When the program could not be started: the errno, and the step that failed.
    int error;
    char step[32];
    enum weir_run_end end;
    /// As wait(2) gives it.
    int status;
    /// Words such as `open a socket`, and the path or number that goes with them.
    const char *offence;
    char offence_detail[512];
    unsigned without;
    /// The most memory that it had resident, in bytes.
    uint64_t peak_memory;
    /// What it wrote to standard output and standard error.
    uint8_t *log;
    size_t log_length;
    /// What it wrote to descriptor 3.
    uint8_t *document;
    size_t document_length;
} weir_run_outcome;

/// Runs a program to its end, with nothing of the caller's environment or descriptors: standard input is empty, 1 and 2 go
/// to the log, 3 to the document. Blocks. The outcome is to be freed with `weir_run_free` in any case.
void weir_run(const weir_run_request *request, weir_run_outcome *outcome);
void weir_run_free(weir_run_outcome *outcome);

#endif

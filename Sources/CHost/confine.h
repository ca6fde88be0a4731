// SPDX-License-Identifier: GPL-2.0-or-later
// The walls around a process that works on a stranger's text. None of them needs a race to be won, and none reads that process's memory:
// namespaces with a root that holds nothing else, Landlock, and a filter of system calls. Each function runs between clone and exec, so it
// makes async-signal-safe calls alone. Functions return 0 or a negative errno, unless they say otherwise.
#ifndef WEIR_CONFINE_H
#define WEIR_CONFINE_H

#include "CHost.h"

/// Descriptors of the child. The last two are closed by exec.
enum { WEIR_DOCUMENT_FD = 3, WEIR_CONTROL_FD = 4, WEIR_EXEC_FD = 5 };

enum {
    WEIR_MOST_PATHS = 64,
    WEIR_MOST_PROCESSES = 512,
};

/// The paths as detached, read-only trees, opened while the caller's root is still there: by the caller, if it may, who reaches what its child
/// can't, else by the child.
struct weir_trees {
    bool are_open;
    size_t count;
    struct {
        const char *path;
        int descriptor;         // -1 for a symbolic link
        bool is_folder;
        char link[256];         // where the link leads
    } tree[WEIR_MOST_PATHS];
};
int weir_trees_open(struct weir_trees *trees, const char *const *paths);
void weir_trees_close(struct weir_trees *trees);
/// Leaves the caller's root for an empty one that holds the trees, and a file system in memory at `work` (which may be NULL). Needs
/// CAP_SYS_ADMIN in the mount namespace.
int weir_root_enter(const struct weir_trees *trees, const char *work, uint64_t work_bytes, uid_t uid, gid_t gid);

/// The Landlock ABI of this kernel; 0 without.
int weir_landlock_abi(void);
/// Keeps the calling process to reading the paths and writing below `work`; with NULL for both from all files. no_new_privs must be set.
int weir_landlock_restrict(int abi, const char *const *paths, const char *work);

/// Filters the system calls of a policy or of a tool. no_new_privs must be set.
int weir_filter_install(enum weir_job job);

/// The first process of a run: builds the walls, starts the program, and ends when all that it started has ended.
_Noreturn void weir_first_process(
    const weir_run_request *request, struct weir_trees *trees, bool own_namespaces, int input, int log, int document, int control);

/// The first process's reports to its caller over the control descriptor.
struct weir_report {
    enum { WEIR_REPORT_READY, WEIR_REPORT_INSIDE, WEIR_REPORT_FAILED, WEIR_REPORT_WALLS, WEIR_REPORT_ENDED } kind;
    int error;
    char step[32];
    unsigned walls;
    uid_t uid;
    int status;
    uint64_t peak_memory;
};

#endif

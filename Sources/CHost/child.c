// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs between clone and exec: async-signal-safe calls only.

static void tell(const struct weir_report *report) {
    // By the one call that the filters let through. Without a caller there is nothing to work for.
    struct iovec data = {(void *)(uintptr_t)report, sizeof *report};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
    if (sendmsg(WEIR_CONTROL_FD, &message, MSG_NOSIGNAL) < 0 && errno == EPIPE) _exit(127);
}

static _Noreturn void give_up(const char *step, int error) {
    struct weir_report report = {.kind = WEIR_REPORT_FAILED, .error = error < 0 ? -error : error};
    strncpy(report.step, step, sizeof report.step - 1);
    tell(&report);
    _exit(127);
}

static void limit(int resource, uint64_t value) {
    struct rlimit wanted = {value, value}, current;
    if (getrlimit(resource, &current) == 0 && current.rlim_max < value) wanted.rlim_cur = wanted.rlim_max = current.rlim_max;
    setrlimit(resource, &wanted);
}

// The trees go to numbers from 64 on, and all other descriptors of the caller are closed. False when there is no room for them.
static bool arrange_descriptors(
    const weir_run_request *request, struct weir_trees *trees, int input, int log, int document, int control) {
    // The caller's own limit can be a low one.
    struct rlimit open_files;
    if (getrlimit(RLIMIT_NOFILE, &open_files) == 0) {
        open_files.rlim_cur = open_files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &open_files);
    }
    // Out of the way of the numbers that they get next.
    bool have_room = true;
    int top = 64;
    for (size_t i = 0; i < trees->count; i++) {
        if (trees->tree[i].descriptor < 0) continue;
        trees->tree[i].descriptor = fcntl(trees->tree[i].descriptor, F_DUPFD_CLOEXEC, top + WEIR_MOST_PATHS);
        if (trees->tree[i].descriptor < 0) have_room = false;
    }
    input = fcntl(input, F_DUPFD, 16);
    log = fcntl(log, F_DUPFD, 16);
    document = fcntl(document, F_DUPFD, 16);
    control = fcntl(control, F_DUPFD, 16);
    int program = request->job == WEIR_JOB_POLICY ? fcntl(request->executable, F_DUPFD, 16) : -1;
    dup2(input, 0);
    dup2(log, 1);
    dup2(log, 2);
    dup3(document, WEIR_DOCUMENT_FD, request->job == WEIR_JOB_POLICY ? 0 : O_CLOEXEC);
    dup3(control, WEIR_CONTROL_FD, O_CLOEXEC);
    if (program >= 0) dup3(program, WEIR_EXEC_FD, O_CLOEXEC);
    for (size_t i = 0; i < trees->count; i++) {
        if (trees->tree[i].descriptor < 0) continue;
        trees->tree[i].descriptor = dup3(trees->tree[i].descriptor, top, O_CLOEXEC) < 0 ? -1 : top++;
    }
    syscall(SYS_close_range, program >= 0 ? WEIR_EXEC_FD + 1 : WEIR_EXEC_FD, 63, 0);
    syscall(SYS_close_range, top, ~0U, 0);
    return have_room;
}

static uint64_t processes_of_all(void) {
    struct sysinfo system;
    return sysinfo(&system) < 0 ? 0 : system.procs;
}

// MARK: The walls.

static void drop_capabilities(void) {
    for (int capability = 0; prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0; capability++) {}
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    if (syscall(SYS_capset, &header, none) < 0) give_up("capset", errno);
}

// By the system calls themselves: those of the C library tell all threads that it knows of, and none of them is here.
static void become(const weir_run_request *request, bool with_groups) {
    uid_t uid = request->uid;
    gid_t gid = request->gid;
    // An ordinary user may not change its groups. They are unmapped in its namespace.
    int groups = syscall(SYS_setgroups, 0, NULL) < 0 ? errno : 0;
    if (syscall(SYS_setresgid, gid, gid, gid) < 0) {
        // Root of a user namespace without any other user.
        if (errno == EINVAL) return;
        give_up("setresgid", errno);
    }
    if (groups && with_groups) give_up("setgroups", groups);
    if (syscall(SYS_setresuid, uid, uid, uid) < 0) give_up("setresuid", errno);
}

// In a user namespace whose only user is the one given, which the caller has mapped already.
static void enter_namespaces(const weir_run_request *request, struct weir_trees *trees) {
    int error = weir_trees_open(trees, request->job == WEIR_JOB_TOOL ? request->paths : NULL);
    if (error < 0) give_up("open_tree", error);
    become(request, false);
    error = weir_root_enter(trees, request->job == WEIR_JOB_TOOL ? request->work : NULL, request->work_bytes, request->uid, request->gid);
    if (error < 0) give_up("mount", error);
    drop_capabilities();
}

static void lose_privileges(const weir_run_request *request) {
    if (geteuid() == 0) become(request, true);
    drop_capabilities();
}

// MARK: The program.

static _Noreturn void program(const weir_run_request *request, bool own_namespaces) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct weir_report walls = {.kind = WEIR_REPORT_WALLS, .walls = own_namespaces ? WEIR_WALL_NAMESPACES : 0, .uid = geteuid()};
    int abi = 0;
    if (request->job != WEIR_JOB_PLAIN) {
        limit(RLIMIT_AS, request->memory);
        limit(RLIMIT_NOFILE, request->job == WEIR_JOB_POLICY ? 64 : 1024);
        limit(RLIMIT_FSIZE, request->job == WEIR_JOB_POLICY ? 0 : request->work_bytes);
        limit(RLIMIT_MEMLOCK, 0);
        limit(RLIMIT_MSGQUEUE, 0);
        // Counted per user namespace. Without one the user's other processes count, which are all that run at most.
        limit(RLIMIT_NPROC, (request->job == WEIR_JOB_POLICY ? 256 : WEIR_MOST_PROCESSES) + (own_namespaces ? 0 : processes_of_all()));
        abi = weir_landlock_abi();
        bool is_policy = request->job == WEIR_JOB_POLICY;
        if (abi > 0 && weir_landlock_restrict(abi, is_policy ? NULL : request->paths, is_policy ? NULL : request->work) == 0) {
            walls.walls |= WEIR_WALL_LANDLOCK;
        }
    }
    if (request->directory && chdir(request->job == WEIR_JOB_POLICY ? "/" : request->directory) < 0) give_up("chdir", errno);
    if (request->job != WEIR_JOB_PLAIN) {
        if (weir_filter_install(request->job) == 0) walls.walls |= WEIR_WALL_FILTER;
        bool enough = (walls.walls & WEIR_WALL_FILTER) && (walls.walls & (WEIR_WALL_NAMESPACES | WEIR_WALL_LANDLOCK));
        if (!enough && !request->allow_unconfined && request->job != WEIR_JOB_PROBE) {
            tell(&walls);
            give_up("confinement", EPERM);
        }
    }
    tell(&walls);
    if (request->job == WEIR_JOB_PROBE) _exit(0);
    if (request->job == WEIR_JOB_POLICY) syscall(SYS_execveat, WEIR_EXEC_FD, "", request->argv, request->envp, AT_EMPTY_PATH);
    else execve(request->path, request->argv, request->envp);
    give_up("exec", errno);
}

// MARK: The first process.

static bool write_all(const void *bytes, size_t length) {
    for (const char *rest = bytes; length > 0;) {
        ssize_t count = write(WEIR_DOCUMENT_FD, rest, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        rest += count;
        length -= (size_t)count;
    }
    return true;
}

// A program that processed untrusted text wrote the files: a link, a pipe or a device in their place is not output.
static void send_output(const char *path, size_t most) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (file < 0) give_up("output", errno);
    if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) give_up("output", EINVAL);
    if (status.st_size < 0 || (uint64_t)status.st_size > most) give_up("output", EFBIG);
    uint64_t left = (uint64_t)status.st_size;
    if (!write_all(&left, sizeof left)) give_up("output", EPIPE);
    char part[65536];
    while (left > 0) {
        ssize_t got = read(file, part, left < sizeof part ? left : sizeof part);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) give_up("output", EIO);
        if (!write_all(part, (size_t)got)) give_up("output", EPIPE);
        left -= (uint64_t)got;
    }
    close(file);
}

static volatile sig_atomic_t told_to_end;
// Leads the group of all that it starts, which a tool's filter keeps it from leaving.
static pid_t main_process;
static void end_soon(int number) {
    told_to_end = number;
    if (main_process > 0) kill(-main_process, SIGKILL);
}

// Waits for the program, and reaps orphans meanwhile. The program itself stays, so that its number can't belong to another group.
static void wait_for_main(void) {
    for (;;) {
        siginfo_t ended = {0};
        if (waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT) < 0) {
            if (errno == EINTR) continue;
            give_up("wait", errno);
        }
        if (ended.si_pid == main_process) return;
        waitpid(ended.si_pid, NULL, 0);
    }
}

_Noreturn void weir_first_process(
    const weir_run_request *request, struct weir_trees *trees, bool own_namespaces, int input, int log, int document, int control) {
    if (!arrange_descriptors(request, trees, input, log, document, control)) give_up("descriptors", EMFILE);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    // The caller maps users now, and goes on only when it has: without a caller nothing is started.
    struct weir_report ready = {.kind = WEIR_REPORT_READY};
    tell(&ready);
    char go;
    if (recv(WEIR_CONTROL_FD, &go, 1, 0) != 1) _exit(127);

    limit(RLIMIT_CORE, 0);
    // Only for a child that outlives its caller: the clock is the limit, and threads add up.
    limit(RLIMIT_CPU, request->milliseconds / 1000 * 8 + 2);
    if (own_namespaces) enter_namespaces(request, trees);
    else if (request->job != WEIR_JOB_PLAIN) lose_privileges(request);
    if (request->job != WEIR_JOB_PLAIN && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) give_up("no_new_privs", errno);
    // The program may neither trace nor outlive this process. After the change of user, which resets both.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (!own_namespaces) {
        struct sigaction action = {.sa_handler = end_soon};
        sigaction(SIGTERM, &action, NULL);
    }
    prctl(PR_SET_PDEATHSIG, own_namespaces ? SIGKILL : SIGTERM);
    tell(&(struct weir_report){.kind = WEIR_REPORT_INSIDE});

    // Not the C library's fork, which takes locks that a thread of the caller may have held.
    main_process = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (main_process < 0) give_up("fork", errno);
    // In both processes, as either may come first.
    setpgid(main_process, main_process);
    if (main_process == 0) {
        signal(SIGTERM, SIG_DFL);
        program(request, own_namespaces);
    }
    if (told_to_end) kill(-main_process, SIGKILL);
    close(1);
    close(2);
    struct weir_report ended = {.kind = WEIR_REPORT_ENDED};
    struct rusage usage = {0};
    wait_for_main();
    // The remaining processes. The kernel ends them with their namespace, but a tool's output is read before.
    kill(-main_process, SIGKILL);
    while (wait4(main_process, &ended.status, 0, &usage) < 0) {
        if (errno != EINTR) give_up("wait", errno);
    }
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) {}
    ended.peak_memory = (uint64_t)usage.ru_maxrss * 1024;
    if (WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == 0 && request->job == WEIR_JOB_TOOL) {
        for (const char *const *path = request->outputs; path && *path; path++) send_output(*path, request->document_limit);
    }
    tell(&ended);
    _exit(0);
}

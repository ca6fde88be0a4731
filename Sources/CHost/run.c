// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// What the child tells its parent before exec, each with the filter's listener when there is one.
struct report {
    int error;
    unsigned without;
    char step[32];
};

// MARK: The child, between fork and exec: async-signal-safe calls only.

static void send_report(const struct report *report, int descriptor) {
    struct iovec data = {(void *)(uintptr_t)report, sizeof *report};
    char control[CMSG_SPACE(sizeof(int))] = {0};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
    if (descriptor >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    }
    sendmsg(WEIR_CONTROL_FD, &message, MSG_NOSIGNAL);
}

static _Noreturn void give_up(struct report *report, const char *step, int error) {
    report->error = error;
    strncpy(report->step, step, sizeof report->step - 1);
    send_report(report, -1);
    _exit(127);
}

static void limit(int resource, uint64_t value) {
    struct rlimit wanted = {value, value}, current;
    if (getrlimit(resource, &current) == 0 && current.rlim_max < value) wanted.rlim_cur = wanted.rlim_max = current.rlim_max;
    setrlimit(resource, &wanted);
}

static void lose_privileges(const weir_run_request *request, struct report *report) {
    int namespaces = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    bool own;
    if (geteuid() == 0) {
        own = unshare(namespaces) == 0;
        if (setgroups(0, NULL) < 0 || setresgid(request->gid, request->gid, request->gid) < 0 ||
            setresuid(request->uid, request->uid, request->uid) < 0) {
            // Root of a user namespace that holds nobody else: a namespace within it does.
            int error = errno;
            if (weir_userns_new(request->uid, request->gid, 0) < 0) give_up(report, "setresuid", error);
        }
    } else {
        own = weir_userns_new(request->uid, request->gid, namespaces) == 0;
    }
    if (!own) report->without |= WEIR_WITHOUT_NAMESPACES;
    // Counted per user, or per user namespace where there is one; the filter lets no process be made in any case.
    if (own || request->uid == geteuid()) limit(RLIMIT_NPROC, 256);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 64);
    limit(RLIMIT_MEMLOCK, 0);
    limit(RLIMIT_MSGQUEUE, 0);
}

static _Noreturn void child(const weir_run_request *request, int input, int log, int document, int control, pid_t parent) {
    // Out of the way of the numbers that they get next.
    input = fcntl(input, F_DUPFD, 16);
    log = fcntl(log, F_DUPFD, 16);
    document = fcntl(document, F_DUPFD, 16);
    control = fcntl(control, F_DUPFD, 16);
    int program = request->path ? -1 : fcntl(request->executable, F_DUPFD, 16);
    dup2(input, 0);
    dup2(log, 1);
    dup2(log, 2);
    dup2(document, WEIR_DOCUMENT_FD);
    dup3(control, WEIR_CONTROL_FD, O_CLOEXEC);
    if (program >= 0) dup3(program, WEIR_EXEC_FD, O_CLOEXEC);
    if (syscall(SYS_close_range, WEIR_EXEC_FD + 1, ~0U, 0) < 0) {
        for (int descriptor = WEIR_EXEC_FD + 1; descriptor < 4096; descriptor++) close(descriptor);
    }

    struct report report = {0};
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    if (request->directory && chdir(request->directory) < 0) give_up(&report, "chdir", errno);
    limit(RLIMIT_CORE, 0);
    // Only for a child that outlives its parent: the clock is the limit, and threads add up.
    limit(RLIMIT_CPU, request->milliseconds / 1000 * 8 + 2);
    limit(RLIMIT_AS, request->memory);
    if (request->confined) lose_privileges(request, &report);
    // After the change of user, which resets it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) give_up(&report, "no_new_privs", errno);

    int listener = -1;
    if (request->confined) {
        listener = weir_filter_install(request->memory);
        if (listener == -1) report.without |= WEIR_WITHOUT_SUPERVISION;
        if (listener < -1) report.without |= WEIR_WITHOUT_FILTER;
    }
    send_report(&report, listener);
    if (listener >= 0) close(listener);
    if (request->path) execve(request->path, request->argv, request->envp);
    else syscall(SYS_execveat, WEIR_EXEC_FD, "", request->argv, request->envp, AT_EMPTY_PATH);
    give_up(&report, "exec", errno);
}

// MARK: The parent.

struct sink {
    int descriptor;
    uint8_t *bytes;
    size_t length, capacity, limit;
};

// Reads what is there. False once the limit is passed.
static bool drain(struct sink *sink) {
    for (;;) {
        if (sink->capacity - sink->length < 4096) {
            size_t capacity = sink->capacity < 32768 ? 65536 : sink->capacity * 2;
            uint8_t *bytes = realloc(sink->bytes, capacity);
            if (!bytes) return false;
            sink->bytes = bytes;
            sink->capacity = capacity;
        }
        ssize_t got = read(sink->descriptor, sink->bytes + sink->length, sink->capacity - sink->length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && errno == EAGAIN) return true;
        if (got <= 0) {
            close(sink->descriptor);
            sink->descriptor = -1;
            return true;
        }
        sink->length += (size_t)got;
        if (sink->length > sink->limit) {
            sink->length = sink->limit;
            return false;
        }
    }
}

// Returns the listener when one came along, -1 else. Closes the descriptor at its end.
static int receive_report(int *control, weir_run_outcome *outcome) {
    struct report report;
    struct iovec data = {&report, sizeof report};
    char buffer[CMSG_SPACE(sizeof(int))];
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = buffer, .msg_controllen = sizeof buffer};
    ssize_t got = recvmsg(*control, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) return -1;
    if (got != sizeof report) {
        close(*control);
        *control = -1;
        return -1;
    }
    outcome->without |= report.without;
    if (report.error) {
        outcome->error = report.error;
        memcpy(outcome->step, report.step, sizeof outcome->step);
    }
    int listener = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) memcpy(&listener, CMSG_DATA(header), sizeof listener);
    return listener;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// Serves the child until it has ended or has to.
static enum weir_run_end serve(int process, int control, struct sink *log, struct sink *document, int64_t deadline, weir_run_outcome *outcome) {
    int listener = -1;
    enum weir_run_end end = WEIR_RUN_EXITED;
    for (bool running = true; running;) {
        int64_t left = deadline - now();
        if (left <= 0) {
            end = WEIR_RUN_TIMED_OUT;
            break;
        }
        struct pollfd events[] = {
            {process, POLLIN, 0}, {control, POLLIN, 0}, {log->descriptor, POLLIN, 0}, {document->descriptor, POLLIN, 0}, {listener, POLLIN, 0},
        };
        if (poll(events, 5, left > 1000000 ? 1000000 : (int)left) <= 0) continue;
        if (events[1].revents) {
            int got = receive_report(&control, outcome);
            if (got >= 0) listener = got;
        }
        if (events[2].revents && !drain(log)) end = WEIR_RUN_LOG_LIMIT;
        if (events[3].revents && !drain(document)) end = WEIR_RUN_DOCUMENT_LIMIT;
        if (events[4].revents & POLLIN) {
            if (weir_supervise(listener, outcome) == WEIR_VERDICT_KILL) end = WEIR_RUN_OFFENCE;
        } else if (events[4].revents) {
            close(listener);
            listener = -1;
        }
        if (end != WEIR_RUN_EXITED || events[0].revents) running = false;
    }
    if (listener >= 0) close(listener);
    if (control >= 0) {
        if (end == WEIR_RUN_EXITED) receive_report(&control, outcome);
        if (control >= 0) close(control);
    }
    return end;
}

static void fail(weir_run_outcome *outcome, const char *step) {
    outcome->error = errno;
    snprintf(outcome->step, sizeof outcome->step, "%s", step);
}

void weir_run(const weir_run_request *request, weir_run_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    int log[2] = {-1, -1}, document[2] = {-1, -1}, control[2] = {-1, -1};
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0) fail(outcome, "/dev/null");
    else if (pipe2(log, O_CLOEXEC) < 0 || pipe2(document, O_CLOEXEC) < 0) fail(outcome, "pipe");
    else if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0) fail(outcome, "socketpair");

    pid_t parent = getpid();
    pid_t process = outcome->error ? -1 : fork();
    if (process == 0) child(request, input, log[1], document[1], control[1], parent);
    if (process < 0 && !outcome->error) fail(outcome, "fork");
    const int ours[] = {input, log[1], document[1], control[1]};
    for (size_t i = 0; i < 4; i++) if (ours[i] >= 0) close(ours[i]);
    if (process < 0) {
        const int rest[] = {log[0], document[0], control[0]};
        for (size_t i = 0; i < 3; i++) if (rest[i] >= 0) close(rest[i]);
        return;
    }
    fcntl(log[0], F_SETFL, O_NONBLOCK);
    fcntl(document[0], F_SETFL, O_NONBLOCK);
    int handle = (int)syscall(SYS_pidfd_open, process, 0);
    if (handle < 0) fail(outcome, "pidfd_open");
    struct sink to_log = {.descriptor = log[0], .limit = request->log_limit};
    struct sink to_document = {.descriptor = document[0], .limit = request->document_limit};
    if (handle >= 0) outcome->end = serve(handle, control[0], &to_log, &to_document, now() + (int64_t)request->milliseconds, outcome);
    else close(control[0]);
    // Whatever it started goes with it. Until it is waited for, its number can't belong to anybody else.
    kill(-process, SIGKILL);
    kill(process, SIGKILL);
    struct rusage usage = {0};
    while (wait4(process, &outcome->status, 0, &usage) < 0 && errno == EINTR) {}
    outcome->peak_memory = (uint64_t)usage.ru_maxrss * 1024;
    if (to_log.descriptor >= 0 && !drain(&to_log) && outcome->end == WEIR_RUN_EXITED) outcome->end = WEIR_RUN_LOG_LIMIT;
    if (to_document.descriptor >= 0 && !drain(&to_document) && outcome->end == WEIR_RUN_EXITED) outcome->end = WEIR_RUN_DOCUMENT_LIMIT;
    if (to_log.descriptor >= 0) close(to_log.descriptor);
    if (to_document.descriptor >= 0) close(to_document.descriptor);
    if (handle >= 0) close(handle);
    outcome->log = to_log.bytes;
    outcome->log_length = to_log.length;
    outcome->document = to_document.bytes;
    outcome->document_length = to_document.length;
}

void weir_run_free(weir_run_outcome *outcome) {
    free(outcome->log);
    free(outcome->document);
    outcome->log = outcome->document = NULL;
}

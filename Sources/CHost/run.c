// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void fail(weir_run_outcome *outcome, const char *step, int error) {
    if (outcome->error) return;
    outcome->error = error;
    snprintf(outcome->step, sizeof outcome->step, "%s", step);
}

// MARK: The first process, as its caller sees it.

struct run {
    pid_t process;
    int handle;
    int control;
    bool own_namespaces;
    bool is_inside;  // the namespaces are as they have to be
    bool has_ended;  // and its status is known
    struct sink log, document;
    weir_run_outcome *outcome;
};

// Reads one report. False when there is none, or will be no more.
static bool take_report(struct run *run) {
    struct weir_report report;
    ssize_t got;
    do got = recv(run->control, &report, sizeof report, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) return false;
    if (got != sizeof report) {
        close(run->control);
        run->control = -1;
        return false;
    }
    switch (report.kind) {
    case WEIR_REPORT_READY: break;
    case WEIR_REPORT_INSIDE: run->is_inside = true; break;
    case WEIR_REPORT_FAILED:
        report.step[sizeof report.step - 1] = 0;
        fail(run->outcome, report.step, report.error);
        break;
    case WEIR_REPORT_WALLS:
        run->outcome->walls = report.walls;
        run->outcome->uid = report.uid;
        break;
    case WEIR_REPORT_ENDED:
        run->has_ended = true;
        run->outcome->status = report.status;
        run->outcome->peak_memory = report.peak_memory;
        break;
    }
    return true;
}

// Serves the run until it has ended or has to.
static enum weir_run_end serve(struct run *run, int64_t deadline) {
    enum weir_run_end end = WEIR_RUN_EXITED;
    for (bool running = true; running;) {
        int64_t left = deadline - now();
        if (left <= 0) return WEIR_RUN_TIMED_OUT;
        struct pollfd events[] = {
            {run->handle, POLLIN, 0}, {run->control, POLLIN, 0}, {run->log.descriptor, POLLIN, 0}, {run->document.descriptor, POLLIN, 0},
        };
        if (poll(events, 4, left > 1000000 ? 1000000 : (int)left) <= 0) continue;
        if (events[1].revents) take_report(run);
        if (events[2].revents && !drain(&run->log)) end = WEIR_RUN_LOG_LIMIT;
        if (events[3].revents && !drain(&run->document)) end = WEIR_RUN_DOCUMENT_LIMIT;
        if (end != WEIR_RUN_EXITED || events[0].revents) running = false;
    }
    return end;
}

// Ends the first process, and with it all its children: automatically in a separate namespace, else by its SIGTERM handler.
static void end_all(struct run *run) {
    if (!run->own_namespaces) {
        kill(run->process, SIGTERM);
        struct pollfd ended = {run->handle, POLLIN, 0};
        if (run->handle >= 0) poll(&ended, 1, 5000);
    }
    // Until it is waited for, its number can't belong to another process.
    kill(run->process, SIGKILL);
    while (waitpid(run->process, NULL, 0) < 0 && errno == EINTR) {}
}

static int write_map(pid_t process, const char *name, const char *text) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int result = write(descriptor, text, strlen(text)) < 0 ? -errno : 0;
    close(descriptor);
    return result;
}

// Only one user exists in the child's namespace: root itself if the caller is root, else the caller.
static int map_users(const weir_run_request *request, pid_t process) {
    bool root = geteuid() == 0;
    char text[64];
    int result = root ? 0 : write_map(process, "setgroups", "deny");
    if (result < 0) return result;
    snprintf(text, sizeof text, "%u %u 1\n", (unsigned)request->gid, (unsigned)(root ? request->gid : getegid()));
    if ((result = write_map(process, "gid_map", text)) < 0) return result;
    snprintf(text, sizeof text, "%u %u 1\n", (unsigned)request->uid, (unsigned)(root ? request->uid : geteuid()));
    return write_map(process, "uid_map", text);
}

// Starts the first process, and lets it go on. Returns 0, or an error after which nothing runs.
static int start(const weir_run_request *request, struct weir_trees *trees, struct run *run, const int ends[3]) {
    const int namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    int control[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0) return -errno;
    run->control = control[0];
    run->process = (pid_t)syscall(SYS_clone, SIGCHLD | (run->own_namespaces ? namespaces : 0), 0, 0, 0, 0);
    int error = run->process < 0 ? -errno : 0;
    if (run->process == 0) weir_first_process(request, trees, run->own_namespaces, ends[0], ends[1], ends[2], control[1]);
    close(control[1]);
    if (error == 0) {
        run->handle = (int)syscall(SYS_pidfd_open, run->process, 0);
        if (run->handle < 0) error = -errno;
        if (error == 0 && run->own_namespaces) error = map_users(request, run->process);
        if (error == 0 && send(run->control, "g", 1, MSG_NOSIGNAL) < 0) error = -errno;
        if (error < 0) {
            end_all(run);
            if (run->handle >= 0) close(run->handle);
        }
    }
    if (error < 0) close(run->control);
    return error;
}

// One run, with or without separate namespaces. False if these are not available, and nothing was started.
static bool attempt(const weir_run_request *request, bool own_namespaces, struct weir_trees *trees, weir_run_outcome *outcome) {
    int log[2] = {-1, -1}, document[2] = {-1, -1};
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0) fail(outcome, "/dev/null", errno);
    else if (pipe2(log, O_CLOEXEC) < 0 || pipe2(document, O_CLOEXEC) < 0) fail(outcome, "pipe", errno);

    struct run run = {.handle = -1, .control = -1, .own_namespaces = own_namespaces, .outcome = outcome};
    if (!outcome->error) {
        int error = start(request, trees, &run, (const int[]){input, log[1], document[1]});
        if (error < 0) fail(outcome, "clone", -error);
    }
    const int theirs[] = {input, log[1], document[1]};
    for (size_t i = 0; i < 3; i++) if (theirs[i] >= 0) close(theirs[i]);
    run.log = (struct sink){.descriptor = log[0], .limit = request->log_limit};
    run.document = (struct sink){.descriptor = document[0], .limit = request->document_limit};
    if (!outcome->error) {
        fcntl(log[0], F_SETFL, O_NONBLOCK);
        fcntl(document[0], F_SETFL, O_NONBLOCK);
        outcome->end = serve(&run, now() + (int64_t)request->milliseconds);
        end_all(&run);
        while (run.control >= 0 && take_report(&run)) {}
        if (run.log.descriptor >= 0 && !drain(&run.log) && outcome->end == WEIR_RUN_EXITED) outcome->end = WEIR_RUN_LOG_LIMIT;
        if (run.document.descriptor >= 0 && !drain(&run.document) && outcome->end == WEIR_RUN_EXITED) outcome->end = WEIR_RUN_DOCUMENT_LIMIT;
        if (run.control >= 0) close(run.control);
        close(run.handle);
        // The first process was killed itself, as when memory ran out, and all with it.
        if (outcome->end == WEIR_RUN_EXITED && !run.has_ended && !outcome->error) {
            if (run.is_inside) outcome->status = SIGKILL;
            else fail(outcome, "first process", ECHILD);
        }
    }
    if (run.log.descriptor >= 0) close(run.log.descriptor);
    if (run.document.descriptor >= 0) close(run.document.descriptor);
    outcome->log = run.log.bytes;
    outcome->log_length = run.log.length;
    outcome->document = run.document.bytes;
    outcome->document_length = run.document.length;
    return !own_namespaces || !outcome->error || run.is_inside;
}

void weir_run(const weir_run_request *request, weir_run_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    struct weir_trees trees = {.are_open = false};
    bool wants_namespaces = request->job != WEIR_JOB_PLAIN;
    if (request->job == WEIR_JOB_TOOL && weir_trees_open(&trees, request->paths) < 0) weir_trees_close(&trees);
    bool had = attempt(request, wants_namespaces, &trees, outcome);
    weir_trees_close(&trees);
    if (!had) {
        int error = outcome->error;
        weir_run_free(outcome);
        memset(outcome, 0, sizeof *outcome);
        attempt(request, false, &trees, outcome);
        outcome->namespaces_error = error;
    }
    outcome->landlock = weir_landlock_abi();
}

void weir_run_free(weir_run_outcome *outcome) {
    free(outcome->log);
    free(outcome->document);
    outcome->log = outcome->document = NULL;
}

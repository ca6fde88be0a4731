// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define THIS_ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

// The calls of a computation: memory, threads, time, and the descriptors that it was given. None of them has a path.
static const int computation[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_lseek, SYS_close, SYS_fstat, SYS_dup, SYS_dup3, SYS_pipe2,
    SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_futex, SYS_exit, SYS_exit_group,
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigsuspend, SYS_sigaltstack, SYS_restart_syscall,
    SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_getrandom,
    SYS_sched_yield, SYS_sched_getaffinity, SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
    SYS_set_tid_address, SYS_set_robust_list, SYS_getrlimit, SYS_getcwd, SYS_uname, SYS_sysinfo, SYS_membarrier,
    // Dispatch's own event loop.
    SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait, SYS_eventfd2, SYS_timerfd_create, SYS_timerfd_settime, SYS_ppoll,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
#ifdef SYS_poll
    SYS_poll, SYS_epoll_wait, SYS_dup2, SYS_time,
#endif
};

enum { MAXIMUM = 400 };

static const int looking[] = {
    SYS_faccessat, SYS_faccessat2, SYS_readlinkat, SYS_statx,
#ifdef SYS_stat
    SYS_stat, SYS_lstat, SYS_access, SYS_readlink,
#endif
};

// Calls that neither a compiler nor a linker needs: those that attacks on kernels used, and those that reach beyond the tool.
static const int dangerous[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmmsg, SYS_recvmmsg,
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_process_madvise, SYS_kcmp, SYS_pidfd_open, SYS_pidfd_getfd, SYS_pidfd_send_signal,
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick,
    SYS_mount_setattr, SYS_unshare, SYS_setns, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter,
    SYS_io_uring_register, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_kexec_load, SYS_kexec_file_load, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_sethostname, SYS_setdomainname, SYS_settimeofday,
    SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_fanotify_init, SYS_syslog,
    SYS_personality, SYS_mbind, SYS_migrate_pages, SYS_move_pages, SYS_set_mempolicy, SYS_vmsplice, SYS_shmget, SYS_shmat, SYS_msgget, SYS_semget,
    SYS_mq_open, SYS_mq_unlink, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_semop, SYS_semtimedop, SYS_semctl, SYS_shmctl,
    SYS_kill, SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_mknodat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr,
    // Landlock lets these through: what a file is, but for its bytes, and what other processes of the same user are.
    SYS_truncate, SYS_fchmodat, SYS_fchownat, SYS_fchmod, SYS_fchown, SYS_utimensat, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr,
    SYS_setpriority, SYS_ioprio_set, SYS_sched_setaffinity, SYS_sched_setparam, SYS_sched_setscheduler, SYS_sched_setattr,
    SYS_inotify_init1,
    // A tool stays in the group that is killed as one.
    SYS_setsid, SYS_setpgid,
#ifdef SYS_chmod
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat, SYS_inotify_init,
#endif
#ifdef SYS_iopl
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
#ifdef SYS_mknod
    SYS_mknod,
#endif
};

typedef struct {
    struct sock_filter code[MAXIMUM];
    unsigned short length;
} program;

static void add(program *p, struct sock_filter instruction) { p->code[p->length++] = instruction; }
static void statement(program *p, uint16_t code, uint32_t k) { add(p, (struct sock_filter)BPF_STMT(code, k)); }
static void give(program *p, uint32_t verdict) { statement(p, BPF_RET | BPF_K, verdict); }
static void load(program *p, size_t offset) { statement(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset); }
static void load_argument(program *p, int index) { load(p, offsetof(struct seccomp_data, args) + 8 * (size_t)index); }
// Skips that number of instructions when the test fails.
static void unless(program *p, uint16_t test, uint32_t k, uint8_t skip) {
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | test | BPF_K, k, 0, skip));
}
// For this call: `verdict` when the test of a low half of an argument holds, else `otherwise`.
static void on(program *p, int call, int argument, uint16_t test, uint32_t k, uint32_t verdict, uint32_t otherwise) {
    unless(p, BPF_JEQ, (uint32_t)call, 4);
    load_argument(p, argument);
    unless(p, test, k, 1);
    give(p, verdict);
    give(p, otherwise);
}
static void always(program *p, int call, uint32_t verdict) {
    unless(p, BPF_JEQ, (uint32_t)call, 1);
    give(p, verdict);
}

// prlimit64(0, …). A pid has 32 bits; half a pointer would not show whether the new limits are NULL.
static void own_limits_only(program *p) { on(p, SYS_prlimit64, 0, BPF_JEQ, 0, SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM); }

static void begin(program *p) {
    p->length = 0;
    load(p, offsetof(struct seccomp_data, arch));
    unless(p, BPF_JEQ, THIS_ARCHITECTURE, 1);
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    give(p, SECCOMP_RET_KILL_PROCESS);
    load(p, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
    // The x32 calls, which have numbers of their own.
    unless(p, BPF_JGE, 0x40000000, 1);
    give(p, SECCOMP_RET_KILL_PROCESS);
#endif
}

// A forbidden call raises SIGSYS, whose handler in the policy's start code (CPolicyStart) reports it. Where the policy has taken
// that handler away it ends without words. The call is not carried out in either case.
static void build_for_policy(program *p) {
    const uint32_t refuse = SECCOMP_RET_TRAP;
    begin(p);
    for (size_t i = 0; i < sizeof computation / sizeof computation[0]; i++) always(p, computation[i], SECCOMP_RET_ALLOW);

    // A second filter only takes more away. The policy's own start code adds one.
    on(p, SYS_seccomp, 1, BPF_JEQ, 0, SECCOMP_RET_ALLOW, refuse);
    on(p, SYS_clone, 0, BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW, refuse);
    always(p, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);  // its flags are out of a filter's sight; glibc falls back to clone
    // Who looks for a file finds none. The start code answers newfstatat for open files, whose path is out of a filter's sight.
    const uint32_t absent = SECCOMP_RET_ERRNO | ENOENT;
    on(p, SYS_newfstatat, 3, BPF_JSET, AT_EMPTY_PATH, refuse, absent);
    for (size_t i = 0; i < sizeof looking / sizeof looking[0]; i++) always(p, looking[i], absent);
    on(p, SYS_tgkill, 0, BPF_JEQ, (uint32_t)getpid(), SECCOMP_RET_ALLOW, refuse);  // abort() and raise()
    on(p, SYS_sendmsg, 0, BPF_JEQ, WEIR_CONTROL_FD, SECCOMP_RET_ALLOW, refuse);
    // The start of the policy itself, in a root that holds no other program. Its start code takes this away, too.
    unless(p, BPF_JEQ, SYS_execveat, 6);
    load_argument(p, 0);
    unless(p, BPF_JEQ, WEIR_EXEC_FD, 3);
    load_argument(p, 4);
    unless(p, BPF_JEQ, AT_EMPTY_PATH, 1);
    give(p, SECCOMP_RET_ALLOW);
    give(p, refuse);
    // Dispatch names and ranks its threads, and complains when it can't. The calls report success.
    always(p, SYS_setpriority, SECCOMP_RET_ERRNO | 0);
    on(p, SYS_prctl, 0, BPF_JEQ, PR_SET_NAME, SECCOMP_RET_ERRNO | 0, SECCOMP_RET_ERRNO | EINVAL);
    own_limits_only(p);
    always(p, SYS_ioctl, SECCOMP_RET_ERRNO | ENOTTY);
    on(p, SYS_fcntl, 1, BPF_JGT, F_GETFL, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
    give(p, refuse);
}

static void build_for_tool(program *p) {
    const uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;
    const uint32_t namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    begin(p);
    on(p, SYS_clone, 0, BPF_JSET, namespaces, refuse, SECCOMP_RET_ALLOW);
    always(p, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);
    on(p, SYS_sendmsg, 0, BPF_JEQ, WEIR_CONTROL_FD, SECCOMP_RET_ALLOW, refuse);
    on(p, SYS_ioctl, 1, BPF_JEQ, TIOCSTI, refuse, SECCOMP_RET_ALLOW);
    on(p, SYS_prctl, 0, BPF_JEQ, PR_SET_NAME, SECCOMP_RET_ALLOW, refuse);
    own_limits_only(p);
    // abort() and raise(). Of a program that the tool starts they have another process number than this one's, and end by a fault.
    on(p, SYS_tgkill, 0, BPF_JEQ, (uint32_t)getpid(), SECCOMP_RET_ALLOW, refuse);
    // No signal by a descriptor either.
    unless(p, BPF_JEQ, SYS_fcntl, 6);
    load_argument(p, 1);
    always(p, F_SETOWN, refuse);
    always(p, F_SETOWN_EX, refuse);
    give(p, SECCOMP_RET_ALLOW);
    // Calls of kernels later than Linux 5.8. The C library goes on without.
    unless(p, BPF_JGT, SYS_faccessat2, 1);
    give(p, SECCOMP_RET_ERRNO | ENOSYS);
    for (size_t i = 0; i < sizeof dangerous / sizeof dangerous[0]; i++) always(p, dangerous[i], refuse);
    give(p, SECCOMP_RET_ALLOW);
}

int weir_filter_install(enum weir_job job) {
#ifdef THIS_ARCHITECTURE
    program p;
    if (job == WEIR_JOB_POLICY) build_for_policy(&p);
    else build_for_tool(&p);
    struct sock_fprog value = {.len = p.length, .filter = p.code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &value) < 0 ? -errno : 0;
#else
    (void)job;
    return -ENOSYS;
#endif
}

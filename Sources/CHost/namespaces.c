// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "CHost.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int weir_netns_enter(const char *name) {
    char path[4096];
    int length = strchr(name, '/') ? snprintf(path, sizeof path, "%s", name) : snprintf(path, sizeof path, "/run/netns/%s", name);
    if (length < 0 || (size_t)length >= sizeof path) return -ENAMETOOLONG;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int result = setns(descriptor, CLONE_NEWNET) < 0 ? -errno : 0;
    close(descriptor);
    return result;
}

// Only async-signal-safe calls: this also runs between fork and exec.
static int write_once(const char *path, const char *text, size_t length) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int result = write(descriptor, text, length) < 0 ? -errno : 0;
    close(descriptor);
    return result;
}

static size_t decimal(char *out, unsigned long value) {
    char digits[24];
    size_t count = 0;
    do digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    for (size_t i = 0; i < count; i++) out[i] = digits[count - 1 - i];
    return count;
}

static int map_identity(const char *path, unsigned long inside, unsigned long outside) {
    char line[64];
    size_t length = decimal(line, inside);
    line[length++] = ' ';
    length += decimal(line + length, outside);
    memcpy(line + length, " 1\n", 3);
    return write_once(path, line, length + 3);
}

int weir_userns_new(uid_t inside_uid, gid_t inside_gid, int more) {
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER | more) < 0) return -errno;
    // A caller without privileges may map its group only after giving setgroups up.
    int result = write_once("/proc/self/setgroups", "deny", 4);
    if (result < 0 && result != -ENOENT) return result;
    if ((result = map_identity("/proc/self/uid_map", inside_uid, uid)) < 0) return result;
    return map_identity("/proc/self/gid_map", inside_gid, gid);
}

int weir_netns_new(void) {
    if (unshare(CLONE_NEWNET) == 0) return 0;
    if (errno != EPERM) return -errno;
    return weir_userns_new(0, 0, CLONE_NEWNET);
}

int weir_loopback_up(void) {
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    struct ifreq request = {.ifr_name = "lo"};
    int result = ioctl(descriptor, SIOCGIFFLAGS, &request) < 0 ? -errno : 0;
    if (result == 0) {
        request.ifr_flags |= IFF_UP;
        if (ioctl(descriptor, SIOCSIFFLAGS, &request) < 0) result = -errno;
    }
    close(descriptor);
    return result;
}

int weir_reexec(char *const argv[]) {
    execv("/proc/self/exe", argv);
    return -errno;
}

// SPDX-License-Identifier: GPL-2.0-or-later
// Goes into each policy's program, and is imported by none.
#ifndef CPOLICYSTART_H
#define CPOLICYSTART_H

/// The exit status of a policy that tried what a policy may not: as a shell reports a death by SIGSYS.
enum { CPOLICYSTART_REFUSED = 159 };

#endif

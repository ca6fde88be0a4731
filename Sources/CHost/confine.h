// SPDX-License-Identifier: GPL-2.0-or-later
// How a policy's process is kept in: a filter lets the calls of a pure computation through, and asks the supervisor (the
// process that started it) about all others. The supervisor lends the system's libraries to the loader, says "not there"
// to questions that do no harm, and ends the process, with the reason, when it does what a policy may not.
#ifndef WEIR_CONFINE_H
#define WEIR_CONFINE_H

#include "CHost.h"
#include <sys/types.h>

/// Descriptors of the child that the filter knows. Both are closed by exec.
enum { WEIR_DOCUMENT_FD = 3, WEIR_CONTROL_FD = 4, WEIR_EXEC_FD = 5 };

/// Installs the filter. Returns the descriptor on which the supervisor is asked; -1 when there is a filter but nobody to ask; else a
/// negative errno below -1.
int weir_filter_install(uint64_t memory);

enum weir_verdict { WEIR_VERDICT_GO_ON, WEIR_VERDICT_KILL };

/// Answers one question of the filter.
enum weir_verdict weir_supervise(int listener, weir_run_outcome *outcome);

#endif

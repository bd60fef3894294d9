// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A stand-in for the libraries of NVIDIA's driver, which belong to the system and are opened by name at run time. Built by
// try-in-root with the system's own compiler, once under each name (DRIVER), so that it wants what the driver wants: threads,
// timers, dlopen() and mathematics, which were libraries of their own before glibc 2.34. Each event is a line of /tmp/driver.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void note(const char* event) {
    FILE* const file = fopen("/tmp/driver", "a");
    if (!file) return;
    fprintf(file, "%s %s with glibc %s\n", DRIVER, event, gnu_get_libc_version());
    fclose(file);
}

__attribute__((constructor)) static void opened(void) {
    note("opened");
}

static void* cosineOfZero(void* to) {
    void* const library = dlopen("libm.so.6", RTLD_NOW);
    double (*cosine)(double) = 0;
    if (library) *(void**)&cosine = dlsym(library, "cos");
    if (cosine) *(double*)to = cosine(0) * pow(1, 2);
    return 0;
}

static int useEach(void) {
    pthread_t thread;
    double one = 0;
    if (pthread_create(&thread, 0, cosineOfZero, &one) != 0) return 0;
    pthread_join(thread, 0);
    timer_t timer;
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_NONE;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return 0;
    timer_delete(timer);
    return one == 1;
}

// Both say then that there is no GPU.
int nvmlInit_v2(void) {
    note(useEach() ? "works" : "fails");
    return 6;  // NVML_ERROR_NOT_FOUND
}

int cuInit(unsigned flags) {
    (void)flags;
    note(useEach() ? "works" : "fails");
    return 100;  // CUDA_ERROR_NO_DEVICE
}

int cuDriverGetVersion(int* version) {
    *version = 13000;
    return 0;
}

int cuGetProcAddress_v2(const char* name, void** function, int version, unsigned long long flags, int* status) {
    (void)version, (void)flags;
    *function = dlsym(RTLD_DEFAULT, name);
    if (strcmp(name, "cuInit") == 0) *(int (**)(unsigned))function = cuInit;
    if (strcmp(name, "cuDriverGetVersion") == 0) *(int (**)(int*))function = cuDriverGetVersion;
    if (status) *status = *function ? 0 : 1;
    return *function ? 0 : 500;  // CUDA_ERROR_NOT_FOUND
}

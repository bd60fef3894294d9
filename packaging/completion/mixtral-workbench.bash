# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
#
# Completion for mixtral-workbench, mixtral-chat, mixtral-bench and mixtral-serve. Options come from the programs' own --help, so that
# they are never out of date.

_mixtral() {
    local program=$1 word=$2 before=$3 subcommand="" offered
    local subcommands="run latency plan quality serve-load generate logits tokenize"
    COMPREPLY=()
    if [[ ${program##*/} == mixtral-bench ]]; then
        for offered in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
            [[ " $subcommands " == *" $offered "* ]] && subcommand=$offered && break
        done
    fi
    case $before in
        --format) offered="mistral-v1 mistral-v1-system-last mistral-v3 chatml aime plain" ;;
        --backend) offered="auto cpu cuda" ;;
        --interconnect) offered="auto direct nccl host" ;;
        --precision) offered="as-stored fp32 bf16 fp16 fp8 int8 int4 int4-g32" ;;
        --kv-precision) offered="fp32 bf16 fp16 fp8" ;;
        --activations) offered="exact fp8" ;;
        --kernels) offered="mma,separate" ;;
        --random-weights) offered="8x7B 8x22B" ;;
        --persona) offered="Chloe" ;;
        --api) offered="openai aime" ;;
        --model)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            [[ $subcommand == plan ]] && mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "8x7B 8x22B" -- "$word")
            compopt -o filenames 2> /dev/null
            return
            ;;
        --conversation | --out | --token-file | --certificate | --certificates | --key | --aime-key-file | --aime-certificates)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            compopt -o filenames 2> /dev/null
            return
            ;;
        *)
            if [[ ${program##*/} == mixtral-bench && -z $subcommand && $word != -* ]]; then
                offered=$subcommands
            else
                # shellcheck disable=SC2086  # an empty subcommand is no argument
                offered=$("$program" $subcommand --help 2> /dev/null | grep -oE '(^|[ ,])--[a-z][a-z-]*' | tr -d ' ,' | sort -u)
            fi
            ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$word")
}

complete -F _mixtral mixtral-workbench mixtral-chat mixtral-bench mixtral-serve
